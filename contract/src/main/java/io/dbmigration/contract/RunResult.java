package io.dbmigration.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one run: the Job's termination message, at most {@link #MAX_BYTES} of UTF-8. Times are RFC 3339 in UTC.
 *
 * @param run the request's {@code run.id}
 * @param message one or two sentences for people
 * @param headMigration the last migration in bundle order with nothing pending before it
 * @param notices what a policy of Warn let pass, and other things worth an event
 * @param changed whether a request changed the database or its history; null for a deploy
 * @param restored of {@link RunKind#Restore}
 * @param pruned paths of the backups that retention removed
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunResult(
        String run,
        RunKind kind,
        Outcome outcome,
        Reason reason,
        String message,
        @Nullable BundleFacts bundle,
        @Nullable String headMigration,
        @Nullable Counts counts,
        @Nullable DatabaseIdentity database,
        @Nullable Receipt backup,
        @Nullable Failure failure,
        List<Notice> notices,
        String startedAt,
        String finishedAt,
        @Nullable Boolean changed,
        @Nullable Restored restored,
        @Nullable List<String> pruned) {

    /** Kubernetes keeps only the last 4096 bytes of a longer termination message. */
    public static final int MAX_BYTES = 4096;

    /** Whether the run did what it was asked. */
    public enum Outcome {
        Succeeded,
        Failed
    }

    /**
     * @param head the last migration of the bundle
     * @param count migrations in the bundle
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record BundleFacts(String digest, @Nullable String head, int count) {}

    /**
     * @param applied migrations of the bundle that are applied
     * @param appliedNow those of them that this run applied
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Counts(int applied, int pending, int failed, int appliedNow) {}

    /** Something to tell; {@code reason} becomes the event's reason. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Notice(String reason, String message) {}

    /**
     * Which database it was; what the server does not tell this role is null.
     *
     * @param serverVersion for example {@code 17.6}
     * @param address {@code host:port} as asked for
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record DatabaseIdentity(
            @Nullable String serverVersion,
            @Nullable String systemIdentifier,
            @Nullable Integer timeline,
            String address,
            String name,
            @Nullable Long oid,
            @Nullable String schema) {}

    /**
     * A verified backup.
     *
     * @param path folder of the dump inside the storage
     * @param size of the dump in bytes
     * @param sha256 of the dump, 64 hex digits
     * @param lsn where the write-ahead log stood when the dump began
     * @param estimatedRestore Kubernetes duration
     * @param timeline of {@code lsn}
     * @param lsnAtApply where it stood when the first script began, or when the run ended without one
     * @param bytesSince written between the two: what a restore would lose, and what other sessions wrote meanwhile
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Receipt(
            String path,
            long size,
            String sha256,
            RunRequest.VerifyLevel verified,
            String serverVersion,
            String toolVersion,
            @Nullable String lsn,
            String startedAt,
            String finishedAt,
            @Nullable String estimatedRestore,
            @Nullable Integer timeline,
            @Nullable String lsnAtApply,
            @Nullable Long bytesSince) {}

    /**
     * A database made from a backup.
     *
     * @param database its name now
     * @param replaced after a Swap: the name under which the former database is kept
     * @param bytesLost written to the server between the backup and the restore; null where the role may not know
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Restored(
            String database,
            long oid,
            @Nullable String replaced,
            @Nullable Long bytesLost) {}
}
