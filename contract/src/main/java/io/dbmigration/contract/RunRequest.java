package io.dbmigration.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one run is asked to do: JSON in the environment variable {@link RunnerFiles#REQUEST_VARIABLE}. Durations are Kubernetes
 * duration strings ({@link KubernetesDuration}). It holds no secret: {@link Value} says in which mounted file one lies.
 *
 * @param target the last migration to apply; null: all
 * @param baselineUpTo adopt an existing database up to this migration
 * @param timeout for the whole run, from the runner's own start
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
        String timeout) {

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
     * @param path the mounted storage
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Backup(
            BackupMode mode,
            @Nullable String reason,
            VerifyLevel verify,
            @Nullable String path) {}

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
        Decode;

        /** What another version wrote is read as the highest level that this one knows. */
        @JsonCreator
        static VerifyLevel parse(String text) {
            return text.equals("Checksum") ? Checksum : Decode;
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
