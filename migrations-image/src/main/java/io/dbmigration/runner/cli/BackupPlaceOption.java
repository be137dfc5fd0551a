package io.dbmigration.runner.cli;

import io.dbmigration.runner.backup.BackupStorage;
import io.dbmigration.runner.backup.VolumeBackups;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a backup goes: one of the two. */
class BackupPlaceOption {

    @Option(
            names = "--backup-dir",
            paramLabel = "DIR",
            description = "The folder that the backup goes to; where it fails, no statement is run.")
    @Nullable
    Path folder;

    @Option(
            names = "--backup-s3",
            paramLabel = "S3URL",
            description =
                    "The bucket that the backup goes to: s3://bucket/prefix. Access keys and region are those of the AWS_*"
                            + " variables, or of this machine's own identity.")
    @Nullable
    String bucket;

    BackupStorage storage(Function<String, BackupStorage> buckets) {
        return folder == null ? buckets.apply(Objects.requireNonNull(bucket)) : new VolumeBackups(folder);
    }
}
