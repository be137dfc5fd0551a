package io.dbmigration.runner.backup;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.contract.RunResult.Receipt;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.LongConsumer;

/**
 * The dump of one receipt, as it lies in its storage. Nothing of it is kept: a large one need not fit beside the database.
 *
 * @param path of the backup in its storage
 * @param receipt what the dump has to be
 */
public record StoredDump(StoredBackups backups, String path, Receipt receipt) {

    /**
     * Reads it once from the first to the last byte.
     *
     * @param listener hears how many bytes are through
     * @throws RunException BackupDamaged, BackupNotFound, StorageUnavailable
     */
    public void verify(LongConsumer listener) {
        copy(OutputStream.nullOutputStream(), listener);
    }

    /** As {@link #verify}; whoever takes the bytes has taken wrong ones when this fails. */
    void copy(OutputStream to, LongConsumer listener) {
        var found = new HashedBytes();
        try (var in = backups.dump(path)) {
            var buffer = new byte[DumpWriter.BUFFER];
            for (var length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                to.write(buffer, 0, length);
                found.add(buffer, length);
                listener.accept(found.count());
            }
        } catch (java.nio.file.NoSuchFileException | java.io.FileNotFoundException gone) {
            throw new RunException(
                    Reason.BACKUP_NOT_FOUND,
                    "The receipt of %s is there, its dump is not.".formatted(location()),
                    gone);
        } catch (IOException unreadable) {
            throw new RunException(
                    Reason.STORAGE_UNAVAILABLE,
                    "The dump of %s cannot be read: %s.".formatted(location(), unreadable.getMessage()),
                    unreadable);
        }
        compare(found.finish());
    }

    private void compare(WrittenDump found) {
        if (found.size() != receipt.size()) {
            throw damaged("it has %d bytes, its receipt says %d".formatted(found.size(), receipt.size()));
        }
        if (!found.sha256().equals(receipt.sha256())) {
            throw damaged("its SHA-256 is %s, its receipt says %s".formatted(found.sha256(), receipt.sha256()));
        }
    }

    private RunException damaged(String how) {
        return new RunException(
                Reason.BACKUP_DAMAGED, "The dump of %s is not what was written: %s.".formatted(location(), how));
    }

    private String location() {
        return backups.location(path);
    }
}
