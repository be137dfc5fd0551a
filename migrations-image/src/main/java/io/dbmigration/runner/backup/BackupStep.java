package io.dbmigration.runner.backup;

import io.dbmigration.contract.KubernetesDuration;
import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.contract.RunResult.Notice;
import io.dbmigration.contract.RunResult.Receipt;
import io.dbmigration.runner.database.Connections;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Takes one verified backup, or says why there is none; then nothing of it is left in the storage. */
public final class BackupStep {

    /** A full restore took two to three times as long as the dump (reference/migration-safety.md, D2). */
    private static final int RESTORE_FACTOR = 3;

    private final PgTools tools;
    private final Clock clock;
    private final ToolRunner runner = new ToolRunner("The backup was cut off. No statement was run.");
    private final DumpWriter writer;
    private final DumpVerifier verifier;
    private final ScratchRestore scratchRestore;
    private final List<Notice> notices = new ArrayList<>();

    public BackupStep(PgTools tools, Clock clock, BackupListener listener) {
        this.tools = tools;
        this.clock = clock;
        this.writer = new DumpWriter(runner, listener);
        this.verifier = new DumpVerifier(runner, listener);
        this.scratchRestore = new ScratchRestore(runner, left -> notices.add(new Notice("ScratchDatabaseLeft", left)));
    }

    /**
     * @param connections idle; the bookkeeping connection holds the dump's snapshot meanwhile
     * @throws RunException BackupToolMissing, StorageUnavailable, BackupFailed, or Interrupted after {@link #cancel}
     */
    public Receipt take(Connections connections, BackupOrder order) {
        var pgDump = tools.require("pg_dump", connections.facts().major());
        var pgRestore = tools.require("pg_restore", pgDump.major());
        ScratchRestore.require(order.verify(), connections.facts());
        lookAhead(connections);
        try (var snapshot = DumpSnapshot.export(connections.bookkeeping().connection())) {
            DumpRights.require(snapshot.connection(), connections.facts().role());
            return store(connections, order, snapshot, pgDump, pgRestore);
        } catch (SQLException lost) {
            throw new RunException(
                    Reason.BACKUP_FAILED, "The database did not answer around the backup: " + lost.getMessage(), lost);
        }
    }

    /** What a person should know about the backup just taken, or that failed. */
    public List<Notice> notices() {
        return List.copyOf(notices);
    }

    /** Ends the backup under way, and every later one; from any thread. */
    public void cancel() {
        runner.cancel();
    }

    /** Outside of the dump's transaction, which a question that is refused would end. */
    private void lookAhead(Connections connections) {
        try {
            for (var hazard : Preflight.hazards(connections.bookkeeping().connection(), connections.facts())) {
                notices.add(new Notice("RestoreHazard", hazard));
            }
        } catch (SQLException refused) {
            notices.add(new Notice(
                    "RestoreHazard",
                    "What would make a restore hard could not be looked for: " + refused.getMessage()));
        }
    }

    private Receipt store(
            Connections connections, BackupOrder order, DumpSnapshot snapshot, PgTool pgDump, PgTool pgRestore) {
        try (var backup = order.storage().begin(order.place(), snapshot.databaseSize())) {
            var started = clock.instant();
            var written = writer.write(pgDump, snapshot.id(), connections.libpqEnvironment(), backup);
            var dumped = Duration.between(started, clock.instant());
            var decoded = verifier.verify(backup, written, order.verify(), pgRestore);
            var restored = scratchRestore.verify(
                    backup, order.verify(), order.place().run(), pgRestore, connections, snapshot);
            var identity = connections.identity();
            var receipt = new Receipt(
                    backup.path(),
                    written.size(),
                    written.sha256(),
                    order.verify(),
                    connections.facts().versionText(),
                    pgDump.version(),
                    snapshot.lsn(),
                    time(started),
                    time(clock.instant()),
                    estimatedRestore(dumped),
                    identity.timeline(),
                    null,
                    null);
            var manifest = BackupManifest.of(BackupFolder.DUMP, identity, receipt);
            backup.finish(restored.or(() -> decoded).map(manifest::with).orElse(manifest));
            return receipt;
        } catch (IOException storage) {
            runner.refuseIfCancelled();
            throw new RunException(
                    Reason.STORAGE_UNAVAILABLE,
                    "The backup storage cannot be written: %s.".formatted(cause(storage)),
                    storage);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new RunException(Reason.INTERRUPTED, "The backup was cut off. No statement was run.", interrupted);
        }
    }

    /** The message of a file system's exception is but a path. */
    private static String cause(IOException failure) {
        return failure instanceof FileSystemException
                ? failure.getClass().getSimpleName().replace("Exception", "") + ": " + failure.getMessage()
                : String.valueOf(failure.getMessage()).replaceAll("\\.$", "");
    }

    /** Whole seconds, at least one. */
    private static String estimatedRestore(Duration dumped) {
        var seconds = dumped.multipliedBy(RESTORE_FACTOR).plusMillis(999).toSeconds();
        return KubernetesDuration.format(Duration.ofSeconds(Math.max(1, seconds)));
    }

    private static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
