package io.dbmigration.runner.restore;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.contract.RunResult.Restored;
import io.dbmigration.runner.database.Query;
import io.dbmigration.runner.restore.NotedDatabases.Noted;
import java.sql.SQLException;
import org.postgresql.jdbc.PgConnection;

/** Brings a backup back in place of the present database, which is kept under another name. Works from a maintenance database. */
public final class Swap {

    private final Restoring restoring;
    private final SwapOrder order;
    private final Runnable presentStateBackup;
    private final String database;

    /** @param presentStateBackup takes the backup of the present state */
    public Swap(Restoring restoring, SwapOrder order, Runnable presentStateBackup) {
        this.restoring = restoring;
        this.order = order;
        this.presentStateBackup = presentStateBackup;
        this.database = restoring.connections().facts().database();
    }

    /**
     * The sessions in the present database are closed afterwards.
     *
     * @throws RunException StateChanged, SwapRefused, or why nothing was swapped; the present database is open then, or the message
     *     says what opens it
     */
    public Restored restore() {
        try (var maintenance = openMaintenance()) {
            return restore(new Query(maintenance));
        } catch (SQLException error) {
            throw restoring.errors().explain("The backup could not be restored", error);
        }
    }

    private PgConnection openMaintenance() {
        try {
            return restoring.connections().openMaintenance();
        } catch (SQLException refused) {
            throw SwapPreflight.refused(
                    database,
                    "role %s gets into neither postgres nor template1, from where it would be replaced (%s)"
                            .formatted(restoring.connections().facts().role(), refused.getMessage()));
        }
    }

    private Restored restore(Query query) throws SQLException {
        var databases = NotedDatabases.read(query);
        var replaced = databases.replacedBy(restoring.origin());
        if (replaced.isPresent()) {
            return finished(databases, replaced.get());
        }
        var facts = restoring.connections().facts();
        refuseUnlessConfirmed(facts.databaseOid());
        var backup = restoring.receipt();
        var inside = new Query(restoring.connections().bookkeeping().connection());
        new SwapPreflight(query, inside, facts, order.accept()).pass();
        restoring.clear(query, databases);
        restoring.verify(backup);
        tellWhatIsLost(restoring.writtenSince(query, backup));
        presentStateBackup.run();
        restoring.listener().done(RestoreStep.BACKED_UP);
        return make(query, backup);
    }

    private Restored make(Query query, ReceiptCheck.Found backup) throws SQLException {
        var like = DatabaseProperties.read(query, database).orElseThrow();
        var halfMade =
                new HalfMadeDatabase(restoring.connections(), query, restoring.origin(), like, restoring.listener());
        return restoring.droppingOnFailure(halfMade, () -> {
            halfMade.create();
            halfMade.fill(backup, restoring.pgRestore());
            hold(halfMade);
            halfMade.becomeLikeThePresent();
            var lost = restoring.writtenSince(query, backup);
            return new SwapOfNames(restoring, query, like, database, halfMade.name(), halfMade.oid()).carryOut(lost);
        });
    }

    private void hold(HalfMadeDatabase halfMade) throws SQLException {
        try (var session = halfMade.open()) {
            var held = new HeldMigrations(restoring.connections(), order.mark()).hold(session);
            if (!held.isEmpty()) {
                restoring
                        .listener()
                        .note("Held", "Not applied again by the same bundle: " + String.join(", ", held) + ".");
            }
        }
        restoring.listener().done(RestoreStep.HELD);
    }

    private void tellWhatIsLost(@org.jspecify.annotations.Nullable Long bytes) {
        if (bytes != null) {
            restoring
                    .listener()
                    .note(
                            "WrittenSince",
                            "The server has written %d bytes since the backup; what of them is this database's is only in the backup of the present state and in the database that is kept."
                                    .formatted(bytes));
        }
    }

    private void refuseUnlessConfirmed(long oid) {
        var expected = "%s%s@%d".formatted(order.confirmPrefix(), database, oid);
        if (!order.confirm().equals(expected)) {
            throw new RunException(
                    Reason.STATE_CHANGED,
                    "The request confirms %s; what would be replaced is %s.".formatted(order.confirm(), expected));
        }
    }

    private static Restored finished(NotedDatabases databases, Noted replaced) {
        var successor = databases.successorOf(replaced).orElseThrow();
        return new Restored(successor.name(), successor.oid(), replaced.name(), null);
    }
}
