package io.dbmigration.operator.run;

import io.dbmigration.api.DatabaseBackup;
import io.dbmigration.api.StorageSpec;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the dump of a receipt lies.
 *
 * @param path folder of the dump inside the storage
 * @param sha256 of the dump; null where only the manifest says it
 */
public record StoredBackup(
        StorageSpec storage, String path, @Nullable String sha256) {

    /** Empty for a backup on demand that was not taken yet. */
    public static Optional<StoredBackup> of(DatabaseBackup backup) {
        var spec = backup.getSpec();
        var status = backup.getStatus();
        if (spec.fromRun() != null) {
            return of(spec.fromRun().storage(), spec.fromRun().path(), backup);
        }
        if (spec.found() != null) {
            return of(spec.found().storage(), spec.found().path(), backup);
        }
        return status == null ? Optional.empty() : of(status.storage(), status.path(), backup);
    }

    private static Optional<StoredBackup> of(
            @Nullable StorageSpec storage, @Nullable String path, DatabaseBackup backup) {
        return storage == null || path == null
                ? Optional.empty()
                : Optional.of(new StoredBackup(
                        storage,
                        path,
                        backup.getStatus() == null ? null : backup.getStatus().sha256()));
    }
}
