package io.dbmigration.runner.job;

import io.dbmigration.runner.backup.BackupOrder;
import io.dbmigration.runner.bundle.Bundle;
import io.dbmigration.runner.bundle.DigestCheck;
import io.dbmigration.runner.bundle.EmptyBundle;
import io.dbmigration.runner.bundle.PrismaBundleReader;
import io.dbmigration.runner.database.ConnectionSettings;
import io.dbmigration.runner.restore.RestoreOrigin;
import io.dbmigration.runner.restore.RestoreSource;
import io.dbmigration.runner.restore.SwapOrder;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One restore, asked for by a Job's request or by {@code dbm}; all values are read.
 *
 * @param database the present one
 * @param bundle what the history is compared with afterwards; null: with nothing
 * @param advisoryLock how long to wait for another writer
 */
public record RestoreOrder(
        RestoreOrigin origin,
        ConnectionSettings database,
        RestoreSource source,
        Goal goal,
        @Nullable Wanted bundle,
        Duration advisoryLock) {

    /** Where the backup is brought back. */
    public sealed interface Goal {

        /** Beside the present database. @param name of the new one */
        record Beside(String name) implements Goal {}

        /** In place of the present database. @param presentState the backup that is taken first */
        record InPlace(SwapOrder swap, BackupOrder presentState) implements Goal {}
    }

    /**
     * The bundle of the deploys.
     *
     * @param folder to be read
     * @param target of the deploys
     */
    public record Wanted(Path folder, @Nullable String target) {

        Bundle read() {
            return new PrismaBundleReader(EmptyBundle.ACCEPTED, DigestCheck.any()).read(folder);
        }
    }
}
