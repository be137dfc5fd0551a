package io.dbmigration.runner.backup;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/** pg_dump to a storage: its output passes through here, is hashed on the way, and is durable when this returns. */
final class DumpWriter {

    /** A pipe holds 64 KiB; more would only cost memory. */
    static final int BUFFER = 128 * 1024;

    private final ToolRunner runner;
    private final BackupListener listener;

    DumpWriter(ToolRunner runner, BackupListener listener) {
        this.runner = runner;
        this.listener = listener;
    }

    /**
     * @throws RunException BackupFailed with pg_dump's complaint
     * @throws IOException the storage cannot be written
     */
    WrittenDump write(PgTool pgDump, String snapshot, Map<String, String> libpq, NewBackup backup)
            throws IOException, InterruptedException {
        try (var process = runner.start(command(pgDump, snapshot), libpq)) {
            var written = new HashedBytes();
            var buffer = new byte[BUFFER];
            for (var length = read(process.output(), buffer); length >= 0; length = read(process.output(), buffer)) {
                backup.write(buffer, length);
                written.add(buffer, length);
                listener.progress(BackupListener.Stage.WRITING, written.count());
            }
            var status = process.exitStatus();
            runner.refuseIfCancelled();
            if (status != 0) {
                throw failed("pg_dump ended with status %d: %s".formatted(status, process.complaint()));
            }
            backup.complete();
            return written.finish();
        }
    }

    /** No name of a server, user or password: those are in the environment. */
    private static List<String> command(PgTool pgDump, String snapshot) {
        return List.of(
                pgDump.program().toString(),
                "--format=custom",
                pgDump.compressesWithZstd() ? "--compress=zstd" : "--compress=1",
                "--lock-wait-timeout=30s",
                "--snapshot=" + snapshot,
                "--no-password");
    }

    private int read(InputStream output, byte[] buffer) {
        try {
            return output.read(buffer);
        } catch (IOException brokenPipe) {
            runner.refuseIfCancelled();
            throw failed("What pg_dump says cannot be read: " + brokenPipe.getMessage());
        }
    }

    private static RunException failed(String message) {
        return new RunException(Reason.BACKUP_FAILED, message);
    }
}
