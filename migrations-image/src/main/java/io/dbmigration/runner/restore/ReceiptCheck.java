package io.dbmigration.runner.restore;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.contract.RunResult.DatabaseIdentity;
import io.dbmigration.runner.backup.BackupManifest;
import io.dbmigration.runner.backup.StoredDump;
import java.io.IOException;
import java.nio.file.Path;

/** Whether a backup is there, is the one that was asked for, and is one of this very database. Not a byte of the dump is read. */
record ReceiptCheck(RestoreSource source, DatabaseIdentity database) {

    /** The backup's manifest, and its dump. */
    record Found(BackupManifest manifest, StoredDump dump) {}

    /** @throws RunException BackupNotFound, ReceiptMismatch, BackupDamaged, StorageUnavailable */
    Found require() {
        refuseOthersFolder();
        var manifest = manifest();
        refuseOtherDatabase(manifest.database());
        var asked = source.sha256();
        if (asked != null && !asked.equals(manifest.receipt().sha256())) {
            throw new RunException(
                    Reason.BACKUP_DAMAGED,
                    "The backup at %s has another checksum than the one asked for: %s instead of %s."
                            .formatted(location(), manifest.receipt().sha256(), asked));
        }
        return new Found(manifest, new StoredDump(source.backups(), source.path(), manifest.receipt()));
    }

    private BackupManifest manifest() {
        try {
            return source.backups()
                    .manifest(source.path())
                    .orElseThrow(() -> new RunException(
                            Reason.BACKUP_NOT_FOUND,
                            "There is no backup at %s: a backup has a receipt.json.".formatted(location())));
        } catch (IOException unreadable) {
            throw new RunException(
                    Reason.STORAGE_UNAVAILABLE,
                    "The backup at %s cannot be read: %s.".formatted(location(), unreadable.getMessage()),
                    unreadable);
        }
    }

    /** A physical clone has its original's system identifier and names; only the folders tell their backups apart. */
    private void refuseOthersFolder() {
        var own = source.ownFolder();
        if (own != null && !Path.of(source.path()).normalize().startsWith(own)) {
            throw new RunException(
                    Reason.RECEIPT_MISMATCH,
                    "The backup at %s is not of this resource, whose backups are in %s.".formatted(location(), own));
        }
    }

    private void refuseOtherDatabase(DatabaseIdentity backed) {
        var otherServer = backed.systemIdentifier() != null
                && database.systemIdentifier() != null
                && !backed.systemIdentifier().equals(database.systemIdentifier());
        if (otherServer || !backed.name().equals(database.name())) {
            throw new RunException(
                    Reason.RECEIPT_MISMATCH,
                    "The backup at %s is of %s, not of %s.".formatted(location(), text(backed), text(database)));
        }
    }

    private static String text(DatabaseIdentity identity) {
        return "database %s at %s (server %s)"
                .formatted(
                        identity.name(),
                        identity.address(),
                        identity.systemIdentifier() == null ? "unknown" : identity.systemIdentifier());
    }

    private String location() {
        return source.backups().location(source.path());
    }
}
