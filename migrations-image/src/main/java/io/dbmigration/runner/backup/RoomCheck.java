package io.dbmigration.runner.backup;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;

/** Whether the storage has room for one more dump, before a byte of it is written. */
final class RoomCheck {

    /** Tells the free bytes of the storage that a path lies on. */
    @FunctionalInterface
    interface FreeSpace {
        long at(Path path) throws IOException;
    }

    private final FreeSpace freeSpace;

    RoomCheck(FreeSpace freeSpace) {
        this.freeSpace = freeSpace;
    }

    /**
     * @param databaseFolder holds the earlier backups of the same database, if there are any
     * @param databaseSize in bytes: without an earlier dump, half of it must be free
     * @throws RunException StorageUnavailable, with both numbers
     */
    void require(Path storage, Path databaseFolder, long databaseSize) throws IOException {
        var last = lastDump(databaseFolder);
        var needed = last.orElse(databaseSize / 2);
        var free = freeSpace.at(storage);
        if (free < needed) {
            throw new RunException(
                    Reason.STORAGE_UNAVAILABLE,
                    "The backup storage has %s free and needs %s (%s)."
                            .formatted(
                                    Bytes.text(free),
                                    Bytes.text(needed),
                                    last.isPresent()
                                            ? "as much as this database's last dump"
                                            : "half of the database's " + Bytes.text(databaseSize)));
        }
    }

    private static Optional<Long> lastDump(Path databaseFolder) throws IOException {
        if (!Files.isDirectory(databaseFolder)) {
            return Optional.empty();
        }
        try (var runs = Files.list(databaseFolder)) {
            return runs.flatMap(run -> BackupManifest.read(run).stream())
                    .map(BackupManifest::receipt)
                    .max(Comparator.comparing(receipt -> receipt.finishedAt()))
                    .map(receipt -> receipt.size());
        }
    }
}
