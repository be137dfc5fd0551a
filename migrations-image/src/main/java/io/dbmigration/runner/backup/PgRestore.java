package io.dbmigration.runner.backup;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/** pg_restore of a whole dump into one database; the dump streams through here and is hashed once more on the way. */
public final class PgRestore {

    /** A server whose client is gone stops at once, and does not go on filling a database that is to be dropped. */
    private static final String NOTICES_DEATH = "-c client_connection_check_interval=1s";

    private final PgTools tools;
    private final ToolRunner runner = new ToolRunner("The restore was cut off.");

    public PgRestore(PgTools tools) {
        this.tools = tools;
    }

    /**
     * Goes on past errors, so that all of them are told.
     *
     * @param libpq leads to the server, see {@link io.dbmigration.runner.database.Connections#restoreEnvironment}
     * @param database empty, by name
     * @param listener hears how many bytes are through
     * @throws RunException BackupDamaged, StorageUnavailable, BackupToolMissing, or Interrupted after {@link #cancel}; the database
     *     may hold anything then
     */
    public RestoreErrors restore(
            StoredDump dump, int serverMajor, Map<String, String> libpq, String database, LongConsumer listener) {
        var pgRestore = tools.require(
                "pg_restore", Math.max(serverMajor, major(dump.receipt().toolVersion())));
        try (var process = runner.startFed(command(pgRestore, database), environment(libpq))) {
            try (var input = new Feed(process.input())) {
                dump.copy(input, bytes -> {
                    runner.refuseIfCancelled();
                    listener.accept(bytes);
                });
            }
            var status = process.exitStatus();
            runner.refuseIfCancelled();
            return RestoreErrors.of(status, process.words());
        } catch (IOException notStarted) {
            throw new RunException(
                    Reason.BACKUP_TOOL_MISSING, "pg_restore cannot be started: " + notStarted.getMessage(), notStarted);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new RunException(Reason.INTERRUPTED, "The restore was cut off.", interrupted);
        }
    }

    /** Ends the restore under way, and every later one; from any thread. */
    public void cancel() {
        runner.cancel();
    }

    /** @throws RunException Interrupted */
    public void refuseIfCancelled() {
        runner.refuseIfCancelled();
    }

    /** A subscription would compete with the one it is a copy of, or keep the database from being dropped. */
    private static List<String> command(PgTool pgRestore, String database) {
        var name = database.replace("\\", "\\\\").replace("'", "\\'");
        return List.of(
                pgRestore.program().toString(),
                "--no-password",
                "--no-subscriptions",
                "--dbname=dbname='" + name + "'");
    }

    private static Map<String, String> environment(Map<String, String> libpq) {
        var environment = new LinkedHashMap<>(libpq);
        environment.merge("PGOPTIONS", NOTICES_DEATH, (own, ours) -> own + " " + ours);
        return environment;
    }

    /** Of {@code 17.6}, for example. */
    private static int major(String version) {
        var digits = version.chars().takeWhile(Character::isDigit).count();
        return digits == 0 ? 0 : Integer.parseInt(version.substring(0, (int) digits));
    }
}
