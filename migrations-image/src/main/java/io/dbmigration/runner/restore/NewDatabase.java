package io.dbmigration.runner.restore;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.contract.RunResult.Restored;
import io.dbmigration.runner.database.DatabaseNote.State;
import io.dbmigration.runner.database.DatabaseSql;
import io.dbmigration.runner.database.Query;
import java.sql.SQLException;

/**
 * Brings a backup back as a new database; the present one is only read.
 *
 * @param name of the new one
 */
public record NewDatabase(Restoring restoring, String name) {

    private static final String TAKEN = "42P04";

    /** @throws RunException why there is no new database; nothing of it is left then, or it is named */
    public Restored restore() {
        var query = new Query(restoring.connections().bookkeeping().connection());
        try {
            return restore(query);
        } catch (SQLException error) {
            throw restoring.errors().explain("The backup could not be restored", error);
        }
    }

    private Restored restore(Query query) throws SQLException {
        var databases = NotedDatabases.read(query);
        var finished = databases.restoredBy(restoring.origin());
        if (finished.isPresent()) {
            return new Restored(finished.get().name(), finished.get().oid(), null, null);
        }
        var backup = restoring.receipt();
        restoring.clear(query, databases);
        if (databases.has(name)) {
            throw taken();
        }
        restoring.verify(backup);
        return make(query, backup);
    }

    private Restored make(Query query, ReceiptCheck.Found backup) throws SQLException {
        var like = DatabaseProperties.read(
                        query, restoring.connections().facts().database())
                .orElseThrow();
        var halfMade =
                new HalfMadeDatabase(restoring.connections(), query, restoring.origin(), like, restoring.listener());
        var oid = restoring.droppingOnFailure(halfMade, () -> {
            halfMade.create();
            halfMade.fill(backup, restoring.pgRestore());
            halfMade.becomeLikeThePresent();
            var made = halfMade.oid();
            giveName(query, halfMade.name(), like);
            return made;
        });
        restoring.listener().done(RestoreStep.NAMED);
        return new Restored(name, oid, null, restoring.writtenSince(query, backup));
    }

    /** From here on it is there, and a run that is repeated knows its own. */
    private void giveName(Query query, String halfMade, DatabaseProperties like) throws SQLException {
        var note = restoring.origin().note(State.RESTORED, like.comment());
        try {
            query.run(DatabaseSql.rename(halfMade, name) + "; " + DatabaseSql.comment(name, note.format()));
        } catch (SQLException error) {
            if (TAKEN.equals(error.getSQLState())) {
                throw taken();
            }
            throw restoring.errors().explain("The new database could not be given its name", error);
        }
    }

    private RunException taken() {
        return new RunException(
                Reason.TARGET_EXISTS,
                "There is a database %s at %s already."
                        .formatted(name, restoring.connections().settings().address()));
    }
}
