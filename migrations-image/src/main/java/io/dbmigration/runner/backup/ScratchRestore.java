package io.dbmigration.runner.backup;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.contract.RunRequest.VerifyLevel;
import io.dbmigration.runner.database.Connections;
import io.dbmigration.runner.database.ServerFacts;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The proof that a dump can be restored: it is, into a database that is dropped afterwards. Without owners and grants, which only name roles. */
final class ScratchRestore {

    private static final String NOT_ALLOWED = "42501";

    private final ToolRunner runner;
    private final Consumer<String> complaints;

    /** @param complaints hears what of a verification is left on the server */
    ScratchRestore(ToolRunner runner, Consumer<String> complaints) {
        this.runner = runner;
        this.complaints = complaints;
    }

    /**
     * Before anything is dumped.
     *
     * @throws RunException BackupFailed: the role may not create databases, which this level needs
     */
    static void require(VerifyLevel level, ServerFacts facts) {
        if (isFor(level) && !facts.superuser() && !facts.createsDatabases()) {
            throw notAllowed(level, facts);
        }
    }

    /**
     * Where the level asks for it.
     *
     * @param snapshot of the dump: its rows are counted, for the level Restore
     * @return the rows of the snapshot, where they were counted
     * @throws RunException BackupFailed, naming what could not be restored
     */
    Optional<RowCounts> verify(
            NewBackup backup,
            VerifyLevel level,
            String run,
            PgTool pgRestore,
            Connections connections,
            DumpSnapshot snapshot)
            throws IOException, InterruptedException {
        if (!isFor(level)) {
            return Optional.empty();
        }
        try (var scratch = ScratchDatabase.create(connections, run, complaints)) {
            restore(backup, command(level, pgRestore, scratch), connections);
            return level == VerifyLevel.Restore
                    ? Optional.of(same(RowCounts.read(snapshot.connection()), scratch.counts()))
                    : Optional.empty();
        } catch (SQLException error) {
            runner.refuseIfCancelled();
            throw NOT_ALLOWED.equals(error.getSQLState())
                    ? notAllowed(level, connections.facts())
                    : failed("The scratch database for verifying it could not be used: " + error.getMessage());
        }
    }

    private static boolean isFor(VerifyLevel level) {
        return level == VerifyLevel.Schema || level == VerifyLevel.Restore;
    }

    private static List<String> command(VerifyLevel level, PgTool pgRestore, ScratchDatabase scratch) {
        var command = new ArrayList<>(List.of(
                pgRestore.program().toString(),
                "--no-owner",
                "--no-acl",
                "--no-subscriptions",
                "--no-publications",
                "--no-password",
                "--dbname=" + scratch.name()));
        if (level == VerifyLevel.Schema) {
            command.add("--schema-only");
        }
        return command;
    }

    /** On past errors: what else there is can be mended at the same time. */
    private void restore(NewBackup backup, List<String> command, Connections connections)
            throws IOException, InterruptedException {
        try (var process = start(backup, command, connections)) {
            if (backup.file().isEmpty()) {
                feed(backup, process);
            }
            var status = process.exitStatus();
            runner.refuseIfCancelled();
            var errors = RestoreErrors.of(status, process.words());
            if (!errors.isWhole()) {
                throw failed("The dump was written and read back, but it cannot be restored:\n" + errors.text());
            }
        }
    }

    private ToolProcess start(NewBackup backup, List<String> command, Connections connections) throws IOException {
        var file = backup.file();
        if (file.isEmpty()) {
            return runner.startFed(command, connections.restoreEnvironment());
        }
        command.add(file.get().toString());
        return runner.start(command, connections.restoreEnvironment());
    }

    /** Where only the schema is wanted, it stops reading soon. */
    private void feed(NewBackup backup, ToolProcess process) throws IOException {
        var buffer = new byte[DumpWriter.BUFFER];
        try (var in = backup.read();
                var input = new Feed(process.input())) {
            for (var length = in.read(buffer); length >= 0 && !input.ended(); length = in.read(buffer)) {
                runner.refuseIfCancelled();
                input.write(buffer, 0, length);
            }
        }
    }

    private static RowCounts same(RowCounts dumped, RowCounts restored) {
        var differences = dumped.differences(restored);
        if (!differences.isEmpty()) {
            throw failed("The dump was restored, but not whole: " + Names.listed(differences) + ".");
        }
        return dumped;
    }

    private static RunException notAllowed(VerifyLevel level, ServerFacts facts) {
        return new RunException(
                Reason.BACKUP_FAILED,
                "The verification level %s restores the dump into a database of its own, which the role %s may not create (ALTER ROLE %s CREATEDB, or choose the level Decode)."
                        .formatted(level, facts.role(), facts.role()));
    }

    private static RunException failed(String message) {
        return new RunException(Reason.BACKUP_FAILED, message + "\nThe backup cannot be relied on and was removed.");
    }
}
