package io.dbmigration.runner.backup;

import io.dbmigration.runner.database.Secret;
import org.jspecify.annotations.Nullable;

/**
 * A bucket of Amazon S3 or of a server that speaks its protocol; all values are read.
 *
 * @param endpoint null: Amazon's own of the region
 * @param region null: as the environment says
 * @param prefix of every object's name, without a slash at either end; empty: none
 * @param credentials null: the pod's own identity, or what the environment holds
 * @param ca PEM certificates to trust besides the usual ones
 * @param pathStyle the bucket in the path instead of the host name
 * @param sse {@code AES256} or {@code aws:kms}
 */
public record S3Settings(
        @Nullable String endpoint,
        @Nullable String region,
        String bucket,
        String prefix,
        @Nullable Credentials credentials,
        @Nullable String ca,
        boolean pathStyle,
        @Nullable String sse,
        @Nullable String kmsKeyId) {

    /** @param sessionToken of credentials that expire */
    public record Credentials(
            String accessKeyId,
            Secret secretAccessKey,
            @Nullable Secret sessionToken) {}

    /** The name of an object. @param path in the storage */
    String key(String path) {
        return prefix.isEmpty() ? path : prefix + "/" + path;
    }

    /** For people. */
    String location(String path) {
        return "s3://" + bucket + "/" + key(path);
    }
}
