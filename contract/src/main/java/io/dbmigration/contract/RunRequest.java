package io.dbmigration.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one run is asked to do: JSON in the environment variable {@link RunnerFiles#REQUEST_VARIABLE}. Durations are Kubernetes
 * duration strings ({@link KubernetesDuration}). It holds no secret: {@link Value} says in which mounted file one lies.
 *
 * @param target the last migration to apply; null: all
 * @param baselineUpTo adopt an existing database up to this migration
 * @param timeout for the whole run, from the runner's own start
 * @param request the object that asks, for every kind but Deploy and Inspect
 * @param resolution for {@link RunKind#Resolve}
 * @param rollback for {@link RunKind#Rollback}
 * @param restore for {@link RunKind#Restore}; for {@link RunKind#Inspect} only where the one backup lies that is looked at
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunRequest(
        RunKind kind,
        Run run,
        Database database,
        Bundle bundle,
        @Nullable String target,
        Backup backup,
        Policy policy,
        @Nullable String baselineUpTo,
        List<VerificationQuery> verificationQueries,
        String timeout,
        @Nullable Request request,
        @Nullable Resolution resolution,
        @Nullable Rollback rollback,
        @Nullable Restore restore) {

    /**
     * Who asks.
     *
     * @param id name of the Job
     * @param uid of the DatabaseMigration
     * @param clusterUid of the namespace kube-system: tells a physical clone's backups apart
     * @param retry value of the retry annotation, if any
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Run(
            String id,
            int number,
            int attempt,
            String namespace,
            String migration,
            String uid,
            String clusterUid,
            @Nullable String retry) {}

    /** Exactly one of url and connection. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Database(
            @Nullable Value url,
            @Nullable Connection connection,
            @Nullable Tls tls,
            boolean createIfMissing) {}

    /** The fields that a URL would carry. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Connection(
            Value host,
            @Nullable Value port,
            Value database,
            @Nullable Value schema,
            @Nullable Value username,
            @Nullable Value password,
            @Nullable String sslMode) {}

    /**
     * @param ca PEM certificates of the authorities to trust
     * @param clientCertificate PEM chain; with {@code clientKey}
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Tls(
            @Nullable Value ca,
            @Nullable Value clientCertificate,
            @Nullable Value clientKey) {}

    /**
     * A literal, or a key of a Secret or ConfigMap mounted as a folder: {@code file} is the path of the key's file. Where the folder
     * is empty the object is missing, where only the file is not there the key is.
     *
     * @param kind {@code Secret} or {@code ConfigMap}
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Value(
            @Nullable String literal,
            @Nullable String file,
            @Nullable String kind,
            @Nullable String name,
            @Nullable String key) {

        public static Value literal(String text) {
            return new Value(text, null, null, null, null);
        }

        public static Value file(String path, String kind, String name, String key) {
            return new Value(null, path, kind, name, key);
        }
    }

    /**
     * @param path the mounted bundle: a folder in the Prisma layout, or one that holds only {@link BundleLayout#ARCHIVE_KEY}
     * @param source what the operator saw, for messages
     * @param digest the bundle that was asked for; null: whatever is found
     * @param pinned whether {@code digest} comes from the spec (then another bundle is BundleIncomplete, else BundleChanged)
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Bundle(
            String path, String source, @Nullable String digest, boolean pinned) {}

    /**
     * @param reason why there is no backup, with mode Never
     * @param path the mounted storage, where it is a volume
     * @param s3 the storage, where it is a bucket
     * @param retention null: nothing is removed
     * @param protectedPaths backups, as {@link RunResult.Receipt#path}, that retention must leave alone whatever their age
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Backup(
            BackupMode mode,
            @Nullable String reason,
            VerifyLevel verify,
            @Nullable String path,
            @Nullable S3 s3,
            @Nullable Retention retention,
            @Nullable List<String> protectedPaths) {}

    /**
     * A bucket of Amazon S3 or of a server that speaks its protocol.
     *
     * @param endpoint null: Amazon's own of the region
     * @param prefix of every object's name, without a slash at either end
     * @param accessKeyId with {@code secretAccessKey}; null: the pod's own identity
     * @param ca PEM certificates to trust besides the usual ones
     * @param pathStyle the bucket in the path instead of the host name
     * @param sse {@code AES256} or {@code aws:kms}
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record S3(
            @Nullable String endpoint,
            @Nullable String region,
            String bucket,
            @Nullable String prefix,
            @Nullable Value accessKeyId,
            @Nullable Value secretAccessKey,
            @Nullable Value sessionToken,
            @Nullable Value ca,
            boolean pathStyle,
            @Nullable String sse,
            @Nullable String kmsKeyId) {}

    /**
     * A backup is removed only when it is beyond both.
     *
     * @param keepLast the newest so many stay
     * @param keepFor Kubernetes duration: younger ones stay
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Retention(int keepLast, String keepFor) {}

    /** The object that asks for the run. Its UID tells a request that goes on from a new one. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Request(String kind, String name, String uid) {}

    /** What a migration is marked as. */
    public enum Mark {
        Applied,
        RolledBack
    }

    /**
     * @param migration name of its folder
     * @param checksum of the script as the person saw it; another one is StateChanged
     * @param startedAt of the failed row as the person saw it, RFC 3339; another one is StateChanged
     * @param retry whether the same bundle may run the migration again at once
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Resolution(
            String migration,
            Mark as,
            @Nullable String checksum,
            @Nullable String startedAt,
            boolean retry) {}

    /**
     * @param from the newest applied migration as the person saw it; another one is StateChanged
     * @param migration the last one to be rolled back
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Rollback(String from, String migration, boolean acceptDataLoss, boolean acceptPartial) {}

    /**
     * @param path of the backup in {@code storage}, as {@link RunResult.Receipt#path}
     * @param storage where it lies: {@code path} or {@code s3} of it
     * @param sha256 of the dump as the receipt says; null: the manifest's
     * @param newDatabaseName null: a name made from the database's and the time
     * @param confirm for Swap: {@code <namespace>/<migration>/<database>@<oid>}; what does not fit is StateChanged
     * @param accept names of slots, subscriptions and publications that a Swap may leave behind
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Restore(
            String path,
            Backup storage,
            @Nullable String sha256,
            RestoreMode mode,
            @Nullable String newDatabaseName,
            @Nullable String confirm,
            @Nullable List<String> accept) {}

    /** Where a backup is brought back. */
    public enum RestoreMode {
        NewDatabase,
        /** In place of the present one, which stays under another name. */
        Swap;

        /** What another version wrote is read as the safest. */
        @JsonCreator
        static RestoreMode parse(String text) {
            return text.equals("Swap") ? Swap : NewDatabase;
        }
    }

    /** When a backup is taken. */
    public enum BackupMode {
        BeforeApply,
        Never;

        /** What another version wrote is read as the safest. */
        @JsonCreator
        static BackupMode parse(String text) {
            return text.equals("Never") ? Never : BeforeApply;
        }
    }

    /** How far a backup is verified before it counts; a higher level includes those before it. */
    public enum VerifyLevel {
        Checksum,
        Decode,
        /** The schema alone was restored into a scratch database, too. */
        Schema,
        /** Everything was restored into a scratch database, and the rows of all tables counted. */
        Restore;

        /** What another version wrote is read as the default: a level that this one does not know it cannot reach. */
        @JsonCreator
        static VerifyLevel parse(String text) {
            return Arrays.stream(values())
                    .filter(level -> level.name().equals(text))
                    .findFirst()
                    .orElse(Decode);
        }
    }

    /** @param statementTimeout null: the role's own; {@code 0s}: none */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Policy(
            String advisoryLockTimeout,
            String lockTimeout,
            String lockBudget,
            @Nullable String statementTimeout,
            PolicyChoice ahead,
            PolicyChoice missing,
            PolicyChoice edited,
            PolicyChoice outOfOrder) {}

    /** What to do about a difference between bundle and database. */
    public enum PolicyChoice {
        Block,
        Warn;

        /** What another version wrote is read as the strictest. */
        @JsonCreator
        static PolicyChoice parse(String text) {
            return text.equals("Warn") ? Warn : Block;
        }
    }

    /** @param expect the first column of the first row as text */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record VerificationQuery(String name, String sql, String expect) {}
}
