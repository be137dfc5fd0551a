package io.dbmigration.runner.job;

import io.dbmigration.contract.RunRequest;
import io.dbmigration.runner.backup.BackupStorage;
import io.dbmigration.runner.backup.S3Backups;
import io.dbmigration.runner.backup.S3Settings;
import io.dbmigration.runner.backup.VolumeBackups;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The storage that a request names, its values read. */
final class RequestedStorage {

    private RequestedStorage() {}

    static BackupStorage of(RunRequest.Backup backup, ValueReader values) {
        var s3 = backup.s3();
        return s3 == null
                ? new VolumeBackups(Path.of(Objects.requireNonNull(backup.path(), "a backup has a path or a bucket")))
                : new S3Backups(settings(s3, values));
    }

    private static S3Settings settings(RunRequest.S3 s3, ValueReader values) {
        return new S3Settings(
                s3.endpoint(),
                s3.region(),
                s3.bucket(),
                Objects.requireNonNullElse(s3.prefix(), ""),
                credentials(s3, values),
                values.readOptional(s3.ca()),
                s3.pathStyle(),
                s3.sse(),
                s3.kmsKeyId());
    }

    private static S3Settings.@Nullable Credentials credentials(RunRequest.S3 s3, ValueReader values) {
        var secret = values.readSecret(s3.secretAccessKey());
        return s3.accessKeyId() == null || secret == null
                ? null
                : new S3Settings.Credentials(
                        values.read(s3.accessKeyId()), secret, values.readSecret(s3.sessionToken()));
    }
}
