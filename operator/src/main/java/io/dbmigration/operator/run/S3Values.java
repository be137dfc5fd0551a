package io.dbmigration.operator.run;

import static java.util.Objects.requireNonNull;

import io.dbmigration.api.S3Storage;
import io.dbmigration.contract.RunRequest;
import org.jspecify.annotations.Nullable;

/** A bucket as the runner is told of it; its credentials come as files. */
final class S3Values {

    private S3Values() {}

    static RunRequest.@Nullable S3 of(@Nullable S3Storage storage, MountedValues values) {
        if (storage == null) {
            return null;
        }
        var credentials = storage.credentialsFrom();
        return new RunRequest.S3(
                storage.endpoint(),
                storage.region(),
                requireNonNull(storage.bucket(), "s3.bucket"),
                storage.prefix(),
                credentials == null
                        ? null
                        : values.secretKey(credentials.secretRef(), credentials.effectiveAccessKeyId()),
                credentials == null
                        ? null
                        : values.secretKey(credentials.secretRef(), credentials.effectiveSecretAccessKey()),
                credentials == null || credentials.sessionToken() == null
                        ? null
                        : values.secretKey(credentials.secretRef(), credentials.sessionToken()),
                values.of(storage.caFrom()),
                storage.effectivePathStyle(),
                storage.sse(),
                storage.kmsKeyId());
    }
}
