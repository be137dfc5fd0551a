package io.dbmigration.runner.restore;

import io.dbmigration.contract.RunException;
import io.dbmigration.contract.RunResult.Restored;
import io.dbmigration.runner.database.DatabaseNote;
import io.dbmigration.runner.database.DatabaseNote.State;
import io.dbmigration.runner.database.DatabaseSql;
import io.dbmigration.runner.database.Pause;
import io.dbmigration.runner.database.Query;
import io.dbmigration.runner.database.SwapLock;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The moment in which the restored database takes the present one's place: closed, emptied of sessions, and both renamed in one
 * transaction. Whatever fails before that opens the present one again.
 */
final class SwapOfNames {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(50);

    /** Those without a role are the server's own: autovacuum gives way by itself. */
    private static final String SESSIONS =
            " FROM pg_catalog.pg_stat_activity a WHERE a.datid = ?::pg_catalog.oid AND a.usesysid IS NOT NULL";

    private static final String TERMINATE =
            "SELECT pg_catalog.count(pg_catalog.pg_terminate_backend(a.pid))::pg_catalog.text" + SESSIONS;
    private static final String COUNT = "SELECT pg_catalog.count(*)::pg_catalog.text" + SESSIONS;

    private final Restoring restoring;
    private final Query query;
    private final DatabaseProperties present;
    private final String database;
    private final String restored;
    private final long restoredOid;

    SwapOfNames(
            Restoring restoring,
            Query query,
            DatabaseProperties present,
            String database,
            String restored,
            long restoredOid) {
        this.restoring = restoring;
        this.query = query;
        this.present = present;
        this.database = database;
        this.restored = restored;
        this.restoredOid = restoredOid;
    }

    Restored carryOut(@Nullable Long bytesLost) throws SQLException {
        var kept = freeName(restoring.origin().keptName(database));
        var note = note(State.SWAPPING);
        SwapLock.take(query.connection(), present.oid());
        query.run(DatabaseSql.close(database, note));
        try {
            restoring.listener().done(RestoreStep.CLOSED);
            restoring.connections().closeSessions();
            empty();
            restoring.listener().done(RestoreStep.EMPTIED);
            query.run(swap(kept));
        } catch (SQLException | RuntimeException | Error failed) {
            if (!isSwapped(failed)) {
                open(note, failed);
                throw failed;
            }
        }
        restoring.listener().done(RestoreStep.NAMED);
        return new Restored(database, restoredOid, kept, bytesLost);
    }

    /** One message, one transaction. */
    private String swap(String kept) {
        return String.join(
                "; ",
                DatabaseSql.rename(database, kept),
                DatabaseSql.rename(restored, database),
                DatabaseSql.comment(database, present.comment()),
                DatabaseSql.comment(kept, note(State.REPLACED).format()),
                DatabaseSql.allowConnections(kept));
    }

    private void empty() throws SQLException {
        query.one(TERMINATE, present.oid());
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!query.one(COUNT, present.oid()).equals("0")) {
            if (System.nanoTime() - deadline >= 0) {
                throw SwapPreflight.refused(database, "sessions stay in it although they were told to end");
            }
            Pause.of(PAUSE);
        }
    }

    /** An answer that was lost on its way may have been a good one. */
    private boolean isSwapped(Throwable failed) {
        try (var another = restoring.connections().openMaintenance()) {
            return failed instanceof SQLException
                    && NotedDatabases.read(new Query(another))
                            .replacedBy(restoring.origin())
                            .isPresent();
        } catch (SQLException unknown) {
            failed.addSuppressed(unknown);
            return false;
        }
    }

    private void open(DatabaseNote note, Throwable failed) {
        try (var another = restoring.connections().openMaintenance()) {
            new Query(another).run(DatabaseSql.open(database, note));
        } catch (SQLException stillClosed) {
            throw new RunException(
                    failed instanceof RunException known ? known.reason() : io.dbmigration.contract.Reason.INTERRUPTED,
                    "%s\nThe database %s takes no connections (%s); the next run of any kind opens it."
                            .formatted(failed.getMessage(), database, stillClosed.getMessage()),
                    failed);
        }
    }

    private DatabaseNote note(State state) {
        return restoring.origin().swapNote(state, present.oid(), restoredOid, present.comment());
    }

    private String freeName(String wanted) throws SQLException {
        var databases = NotedDatabases.read(query);
        var name = wanted;
        for (var again = 2; databases.has(name); again++) {
            var suffix = "-" + again;
            name = NameCut.toBytes(wanted, RestoreOrigin.LONGEST_NAME - suffix.length()) + suffix;
        }
        return name;
    }
}
