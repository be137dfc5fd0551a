package io.dbmigration.runner.restore;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.runner.backup.PgRestore;
import io.dbmigration.runner.database.Connections;
import io.dbmigration.runner.database.DatabaseDrop;
import io.dbmigration.runner.database.Query;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * What both ways of restoring work with.
 *
 * @param connections in the present database, with its advisory lock
 */
public record Restoring(
        Connections connections,
        RestoreOrigin origin,
        RestoreSource source,
        PgRestore pgRestore,
        RestoreListener listener) {

    private static final String WRITTEN = """
            SELECT CASE WHEN pg_catalog.has_function_privilege('pg_catalog.pg_current_wal_lsn()', 'EXECUTE')
                        THEN pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_lsn(), ?::pg_catalog.pg_lsn)::pg_catalog.int8::text
                   END""";

    ReceiptCheck.Found receipt() {
        return new ReceiptCheck(source, connections.identity()).require();
    }

    void verify(ReceiptCheck.Found backup) {
        backup.dump().verify(bytes -> {
            pgRestore.refuseIfCancelled();
            listener.progress(RestoreListener.Stage.VERIFYING, bytes);
        });
        listener.done(RestoreStep.VERIFIED);
    }

    /** What killed runs of this request left goes; what those of others left is told. */
    void clear(Query query, NotedDatabases databases) throws SQLException {
        for (var leftover : databases.halfMadeBy(origin)) {
            new DatabaseDrop(connections).drop(query, leftover.name());
        }
        for (var leftover : databases.halfMadeByOthers(origin)) {
            listener.note(
                    "Leftover",
                    "The database %s, half made by an earlier restore, is still there; drop it."
                            .formatted(leftover.name()));
        }
    }

    /** Bytes that the server has written since the backup; null: the role may not know, or they cannot be compared. */
    @Nullable
    Long writtenSince(Query query, ReceiptCheck.Found backup) throws SQLException {
        var lsn = backup.manifest().receipt().lsn();
        var timeline = backup.manifest().database().timeline();
        if (lsn == null
                || timeline == null
                || !timeline.equals(connections.facts().timeline())) {
            return null;
        }
        var written = query.all(WRITTEN, lsn).getFirst();
        return written == null ? null : Long.valueOf(written);
    }

    /** What fails drops the half-made database, and if that cannot be, says so. */
    <T> T droppingOnFailure(HalfMadeDatabase halfMade, Work<T> work) throws SQLException {
        try {
            return work.run();
        } catch (RunException failed) {
            throw dropped(failed, halfMade);
        } catch (SQLException error) {
            throw dropped(errors().explain("The backup could not be restored", error), halfMade);
        } catch (RuntimeException | Error unknown) {
            throw dropped(
                    new RunException(
                            Reason.RUNNER_FAILED, "The restore met an error it does not know: " + unknown, unknown),
                    halfMade);
        }
    }

    RestoreErrorText errors() {
        return new RestoreErrorText(connections.settings());
    }

    private RunException dropped(RunException failure, HalfMadeDatabase halfMade) {
        try {
            halfMade.drop();
            return failure;
        } catch (SQLException notDropped) {
            return new RunException(
                    failure.reason(),
                    "%s\nThe half-made database %s is still there (%s); the next run of this request drops it."
                            .formatted(failure.getMessage(), halfMade.name(), notDropped.getMessage()),
                    failure.failure(),
                    failure);
        }
    }

    /** One step of a restore. */
    interface Work<T> {
        T run() throws SQLException;
    }
}
