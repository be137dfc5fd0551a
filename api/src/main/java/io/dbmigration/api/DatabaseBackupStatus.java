package io.dbmigration.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.dbmigration.contract.RunResult.DatabaseIdentity;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the manifest beside the dump says; the manifest is the truth. Times are RFC 3339 in UTC. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DatabaseBackupStatus(
        @Nullable Long observedGeneration,

        @JsonPropertyDescription("For machines: Ready (always), Reconciling, Stalled.") @Nullable
        List<Condition> conditions,

        @JsonPropertyDescription("Of a request: Succeeded or Failed, once it is over; then it is never run again.")
        @Nullable
        String outcome,

        @JsonPropertyDescription("Of a request: why it is as it is, one word.") @Nullable
        String reason,

        @JsonPropertyDescription("Of a request: what happened, then what to do.") @Nullable
        String message,

        @JsonPropertyDescription("Of a request: the Job of its newest run.") @Nullable
        String job,

        @JsonPropertyDescription("Who asked, as the annotation dbmigration.io/requested-by says; nobody has proven it.")
        @Nullable
        String requestedBy,

        @JsonPropertyDescription("Of an on-demand backup: where the dump is kept.") @Nullable
        StorageSpec storage,

        @JsonPropertyDescription("Of an on-demand backup: folder of the dump inside the storage.") @Nullable
        String path,

        @JsonPropertyDescription("Of the dump, in bytes.") @Nullable
        Long size,

        @JsonPropertyDescription("Of the dump, 64 hex digits.") @Nullable
        String sha256,

        @JsonPropertyDescription("The level that was reached: Checksum, Decode, Schema or Restore.") @Nullable
        String verified,

        @Nullable String startedAt,
        @Nullable String finishedAt,
        @Nullable String serverVersion,

        @JsonPropertyDescription("Version of the pg_dump that made it.") @Nullable
        String toolVersion,

        @JsonPropertyDescription("Where the write-ahead log stood when the dump began.") @Nullable
        String lsn,

        @JsonPropertyDescription("Timeline of lsn.") @Nullable
        Integer timeline,

        @JsonPropertyDescription("Where it stood when the first script began.") @Nullable
        String lsnAtApply,

        @JsonPropertyDescription("Written to the server between the two: what others wrote meanwhile.") @Nullable
        Long bytesSince,

        @JsonPropertyDescription("Which database it holds.") @Nullable
        DatabaseIdentity database,

        @JsonPropertyDescription("How long a restore would take, as a Kubernetes duration.") @Nullable
        String estimatedRestore)
        implements RequestStatus {

    /** The same facts, judged anew. */
    public DatabaseBackupStatus withConditions(List<Condition> judged) {
        return new DatabaseBackupStatus(
                observedGeneration,
                judged,
                outcome,
                reason,
                message,
                job,
                requestedBy,
                storage,
                path,
                size,
                sha256,
                verified,
                startedAt,
                finishedAt,
                serverVersion,
                toolVersion,
                lsn,
                timeline,
                lsnAtApply,
                bytesSince,
                database,
                estimatedRestore);
    }
}
