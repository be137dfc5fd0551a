package io.dbmigration.runner.backup;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.contract.RunRequest.VerifyLevel;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Whether what lies on the disk is what pg_dump wrote, and can be read by pg_restore from the first to the last byte. */
final class DumpVerifier {

    private final ToolRunner runner;
    private final BackupListener listener;

    DumpVerifier(ToolRunner runner, BackupListener listener) {
        this.runner = runner;
        this.listener = listener;
    }

    /** As far as the level goes without a database; a whole restore decodes everything itself. @throws RunException BackupFailed */
    void verify(Path file, WrittenDump written, VerifyLevel level, PgTool pgRestore)
            throws IOException, InterruptedException {
        switch (level) {
            case Checksum, Restore -> compare(file, written);
            case Decode, Schema -> decodeAndCompare(file, written, pgRestore);
        }
    }

    /** Both at once: pg_restore works in its own process while we hash. */
    private void decodeAndCompare(Path file, WrittenDump written, PgTool pgRestore)
            throws IOException, InterruptedException {
        var command = List.of(pgRestore.program().toString(), "--file=/dev/null", file.toString());
        try (var decoding = runner.start(command, Map.of())) {
            compare(file, written);
            var status = decoding.exitStatus();
            runner.refuseIfCancelled();
            if (status != 0) {
                throw damaged(
                        "pg_restore cannot decode the dump (status %d): %s".formatted(status, decoding.lastWords()));
            }
        }
    }

    private void compare(Path file, WrittenDump written) throws IOException {
        var found = new HashedBytes();
        var buffer = new byte[DumpWriter.BUFFER];
        try (var in = new FileInputStream(file.toFile())) {
            for (var length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                runner.refuseIfCancelled();
                found.add(buffer, length);
                listener.progress(BackupListener.Stage.VERIFYING, found.count());
            }
        }
        if (!found.finish().equals(written)) {
            throw damaged("The dump read back is not what was written.");
        }
    }

    private static RunException damaged(String message) {
        return new RunException(
                Reason.BACKUP_FAILED, message + "\nThe backup is damaged and was removed. No statement was run.");
    }
}
