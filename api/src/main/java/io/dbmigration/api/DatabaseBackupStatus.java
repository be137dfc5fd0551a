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

        @JsonPropertyDescription("For machines: Ready.") @Nullable
        List<Condition> conditions,

        @JsonPropertyDescription("Of the dump, in bytes.") @Nullable
        Long size,

        @JsonPropertyDescription("Of the dump, 64 hex digits.") @Nullable
        String sha256,

        @JsonPropertyDescription("The level that was reached: Checksum or Decode.") @Nullable
        String verified,

        @Nullable String startedAt,
        @Nullable String finishedAt,
        @Nullable String serverVersion,

        @JsonPropertyDescription("Version of the pg_dump that made it.") @Nullable
        String toolVersion,

        @JsonPropertyDescription("Where the write-ahead log stood when the dump began.") @Nullable
        String lsn,

        @JsonPropertyDescription("Which database it holds.") @Nullable
        DatabaseIdentity database,

        @JsonPropertyDescription("How long a restore would take, as a Kubernetes duration.") @Nullable
        String estimatedRestore) {}
