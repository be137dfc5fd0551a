package io.dbmigration.runner.backup;

import io.dbmigration.contract.RunRequest.VerifyLevel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What backup is wanted.
 *
 * @param retention what may go afterwards; null: nothing
 */
public record BackupOrder(
        BackupStorage storage,
        BackupPlace place,
        VerifyLevel verify,
        @Nullable Retention retention) {

    /** In a folder, where nothing is removed. */
    public BackupOrder(Path folder, BackupPlace place, VerifyLevel verify) {
        this(new VolumeBackups(folder), place, verify, null);
    }
}
