package io.dbmigration.runner.backup;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.contract.RunRequest.VerifyLevel;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/** As {@link DumpVerifier}, for a storage that is no file system: what is read back is hashed and decoded in one pass, never kept. */
final class StreamVerifier {

    private final ToolRunner runner;
    private final BackupListener listener;

    StreamVerifier(ToolRunner runner, BackupListener listener) {
        this.runner = runner;
        this.listener = listener;
    }

    /** As far as the level goes without a database; a whole restore decodes everything itself. @throws RunException BackupFailed */
    void verify(NewBackup backup, WrittenDump written, VerifyLevel level, PgTool pgRestore)
            throws IOException, InterruptedException {
        switch (level) {
            case Checksum, Restore -> compare(backup, written, OutputStream.nullOutputStream());
            case Decode, Schema -> decodeAndCompare(backup, written, pgRestore);
        }
    }

    private void decodeAndCompare(NewBackup backup, WrittenDump written, PgTool pgRestore)
            throws IOException, InterruptedException {
        var command = List.of(pgRestore.program().toString(), "--file=/dev/null");
        try (var decoding = runner.startFed(command, Map.of())) {
            try (var input = new Feed(decoding.input())) {
                compare(backup, written, input);
            }
            var status = decoding.exitStatus();
            runner.refuseIfCancelled();
            if (status != 0) {
                throw damaged(
                        "pg_restore cannot decode the dump (status %d): %s".formatted(status, decoding.lastWords()));
            }
        }
    }

    private void compare(NewBackup backup, WrittenDump written, OutputStream copy) throws IOException {
        var found = new HashedBytes();
        var buffer = new byte[DumpWriter.BUFFER];
        try (var in = backup.read()) {
            for (var length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                runner.refuseIfCancelled();
                copy.write(buffer, 0, length);
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
