package io.dbmigration.runner.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a backup goes: one of the two. */
class BackupPlaceOption {

    @Option(names = "--backup-dir", paramLabel = "DIR", description = "The folder that the backup goes to.")
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
}
