package io.dbmigration.runner.backup;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.contract.RunRequest.VerifyLevel;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** Whether what the storage holds is what pg_dump wrote, and can be read by pg_restore from the first to the last byte. */
final class DumpVerifier {

    private final ToolRunner runner;
    private final BackupListener listener;

    DumpVerifier(ToolRunner runner, BackupListener listener) {
        this.runner = runner;
        this.listener = listener;
    }

    /**
     * As far as the level goes without a database; a whole restore decodes everything itself.
     *
     * @return the rows in the dump, where it was decoded
     * @throws RunException BackupFailed
     */
    Optional<RowCounts> verify(NewBackup backup, WrittenDump written, VerifyLevel level, PgTool pgRestore)
            throws IOException, InterruptedException {
        return switch (level) {
            case Checksum, Restore -> {
                compare(backup, written, OutputStream.nullOutputStream());
                yield Optional.empty();
            }
            case Decode, Schema -> Optional.of(decodeAndCompare(backup, written, pgRestore));
        };
    }

    /** Both at once. From a storage that is no file system it is read once. */
    private RowCounts decodeAndCompare(NewBackup backup, WrittenDump written, PgTool pgRestore)
            throws IOException, InterruptedException {
        var file = backup.file();
        if (file.isPresent()) {
            try (var decoding = Decoding.of(file.get(), pgRestore, runner)) {
                compare(backup, written, OutputStream.nullOutputStream());
                return decoding.finish();
            }
        }
        try (var decoding = Decoding.fed(pgRestore, runner)) {
            try (var input = decoding.input()) {
                compare(backup, written, input);
            }
            return decoding.finish();
        }
    }

    private void compare(NewBackup backup, WrittenDump written, OutputStream copy) throws IOException {
        try (var back = backup.readBack()) {
            while (back.next(copy)) {
                runner.refuseIfCancelled();
                listener.progress(BackupListener.Stage.VERIFYING, back.count());
            }
            if (!back.finish().equals(written)) {
                throw damaged("The dump read back is not what was written.");
            }
        }
    }

    static RunException damaged(String message) {
        return new RunException(Reason.BACKUP_FAILED, message + "\nThe backup is damaged and was removed.");
    }
}
