package io.dbmigration.runner.cli;

import io.dbmigration.contract.RunRequest.VerifyLevel;
import io.dbmigration.runner.backup.BackupOrder;
import io.dbmigration.runner.backup.BackupPlace;
import io.dbmigration.runner.database.ConnectionSettings;
import io.dbmigration.runner.job.BackupChoice;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** One of the two. */
final class BackupOptions {

    @Option(
            names = "--backup-dir",
            paramLabel = "DIR",
            description = "Where the backup goes; without it no statement is run.")
    private @Nullable Path folder;

    @Option(names = "--no-backup", description = "Do without a backup.")
    private boolean none;

    /** @param options null: nobody has decided */
    static BackupChoice choice(@Nullable BackupOptions options, String run, ConnectionSettings settings) {
        if (options == null) {
            return new BackupChoice.Undecided();
        }
        if (options.folder == null) {
            return new BackupChoice.Never("--no-backup");
        }
        var place = BackupPlace.of(settings.address(), settings.database(), run);
        return new BackupChoice.Take(new BackupOrder(options.folder, place, VerifyLevel.Decode));
    }
}
