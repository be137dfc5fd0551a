package io.dbmigration.runner.cli;

import io.dbmigration.runner.backup.BackupStorage;
import io.dbmigration.runner.backup.VolumeBackups;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Where a backup goes: one of the two. */
final class BackupPlaceOption {

    private final Argument<Path> folder = Argument.option(
            Path.class,
            "DIR",
            "The folder that the backup goes to, made where it is missing; where it fails, no statement is run.",
            "--backup-dir");

    private final Argument<String> bucket = Argument.option(
            String.class,
            "S3URL",
            "The bucket that the backup goes to: s3://bucket/prefix. Access keys and region are those of the AWS_*"
                    + " variables, or of this machine's own identity.",
            "--backup-s3");

    Stream<Argument<?>> arguments() {
        return Stream.of(folder, bucket);
    }

    /** What brings a backup back from there; empty for a bucket, which only the operator restores from. */
    Optional<String> restoreCommand(String path) {
        return folder.given()
                ? Optional.of("dbm restore %s --backup-dir %s"
                        .formatted(quoted(path), quoted(folder.value().toString())))
                : Optional.empty();
    }

    /** As a shell takes it for one word. */
    private static String quoted(String word) {
        return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    BackupStorage storage(Function<String, BackupStorage> buckets) {
        return folder.given() ? VolumeBackups.made(folder.value()) : buckets.apply(bucket.value());
    }
}
