package io.dbmigration.runner.cli;

import io.dbmigration.contract.RunRequest.VerifyLevel;
import io.dbmigration.runner.backup.BackupOrder;
import io.dbmigration.runner.backup.BackupPlace;
import io.dbmigration.runner.backup.BackupStorage;
import io.dbmigration.runner.database.ConnectionSettings;
import io.dbmigration.runner.job.BackupChoice;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** One of the three. */
final class BackupOptions extends BackupPlaceOption {

    @Option(names = "--no-backup", description = "Do without a backup.")
    private boolean none;

    /**
     * What was decided.
     *
     * @param options null: nobody has decided
     * @param buckets the storage of an S3 URL
     */
    static BackupChoice choice(
            @Nullable BackupOptions options,
            String run,
            ConnectionSettings settings,
            Function<String, BackupStorage> buckets) {
        if (options == null) {
            return new BackupChoice.Undecided();
        }
        if (options.none) {
            return new BackupChoice.Never("--no-backup");
        }
        var place = BackupPlace.of(settings.address(), settings.database(), run);
        return new BackupChoice.Take(new BackupOrder(options.storage(buckets), place, VerifyLevel.Decode, null));
    }
}
