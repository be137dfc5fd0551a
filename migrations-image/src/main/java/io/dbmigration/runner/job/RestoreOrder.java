package io.dbmigration.runner.job;

import io.dbmigration.contract.RunException;
import io.dbmigration.runner.backup.BackupOrder;
import io.dbmigration.runner.bundle.Bundle;
import io.dbmigration.runner.bundle.DigestCheck;
import io.dbmigration.runner.bundle.EmptyBundle;
import io.dbmigration.runner.bundle.PrismaBundleReader;
import io.dbmigration.runner.database.ConnectionSettings;
import io.dbmigration.runner.database.ServerOptions;
import io.dbmigration.runner.database.ServerOptions.Missing;
import io.dbmigration.runner.restore.RestoreOrigin;
import io.dbmigration.runner.restore.RestoreSource;
import io.dbmigration.runner.restore.SwapOrder;
import java.nio.file.Path;
import java.time.Clock;
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

    ServerOptions serverOptions(RunTools tools) {
        return new ServerOptions(
                origin.run(),
                tools.workFolder(),
                tools.programs().find("psql").orElse(null),
                null,
                null,
                Missing.REFUSE);
    }

    /** Where the backup is brought back. */
    public sealed interface Goal {

        /** Beside the present database. @param name of the new one; null: made from the present one's and the time */
        record Beside(@Nullable String name) implements Goal {

            String nameFor(ConnectionSettings database, Clock clock) {
                return name == null ? RestoreOrigin.nameBeside(database.database(), clock.instant()) : name;
            }
        }

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

        /** Null: it cannot be read now. */
        public @Nullable String digest() {
            try {
                return read().digest();
            } catch (RunException unreadable) {
                return null;
            }
        }

        Bundle read() {
            return new PrismaBundleReader(EmptyBundle.ACCEPTED, DigestCheck.any()).read(folder);
        }
    }
}
