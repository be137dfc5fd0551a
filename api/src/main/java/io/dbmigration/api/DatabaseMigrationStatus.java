package io.dbmigration.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.dbmigration.contract.Failure;
import io.dbmigration.contract.ReportLine.MigrationState;
import io.dbmigration.contract.RunResult.DatabaseIdentity;
import io.dbmigration.contract.RunResult.Notice;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the database and of the runs. Times are RFC 3339 in UTC, durations Kubernetes duration strings; words that
 * another version may add to ({@code phase}, reasons, outcomes) are plain text here.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DatabaseMigrationStatus(
        @JsonPropertyDescription("The generation of the spec that this status speaks about; -1 before the first look.")
        @Nullable
        Long observedGeneration,

        @JsonPropertyDescription("One word for people: Pending, Running, Applied, Resolved, Failed or Suspended.")
        @Nullable
        String phase,

        @JsonPropertyDescription("For machines: Ready (always), Reconciling, Stalled, BackupReady, Suspended.")
        @Nullable
        List<Condition> conditions,

        @JsonPropertyDescription("The bundle of the newest result.") @Nullable
        BundleStatus bundle,

        @JsonPropertyDescription("The last migration, in the order of the bundle, with nothing pending before it.")
        @Nullable
        String headMigration,

        @Nullable Counts counts,

        @Size(max = Limits.STATUS_MIGRATIONS) @JsonPropertyDescription("The newest migrations.") @Nullable
        List<MigrationState> migrations,

        @JsonPropertyDescription("What the newest run was about to apply.") @Nullable
        Plan plan,

        @JsonPropertyDescription("What went wrong in one migration, as PostgreSQL said it.") @Nullable
        Failure failure,

        @JsonPropertyDescription("The newest backup, or why there is none.") @Nullable
        BackupSummary backup,

        @JsonPropertyDescription("Where the run under way is.") @Nullable
        Progress progress,

        @JsonPropertyDescription("The newest run.") @Nullable
        LastRun lastRun,

        @JsonPropertyDescription("The newest deploy, where the newest run carried out a request.") @Nullable
        LastRun lastDeploy,

        @JsonPropertyDescription("Which database it is.") @Nullable
        DatabaseIdentity database,

        @Size(max = Limits.STATUS_NOTICES)
        @JsonPropertyDescription("What a policy of Warn let pass, and other things worth knowing.")
        @Nullable
        List<Notice> notices) {

    /**
     * @param digest over the files of the Prisma layout, whatever carries them
     * @param source what can be seen without a run: for a ConfigMap a hash over its keys, else reference and path
     * @param head the last migration of the bundle
     * @param count migrations in the bundle
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record BundleStatus(
            @Nullable String digest,
            @Nullable String source,
            @Nullable String head,
            @Nullable Integer count) {}

    /** Migrations of the bundle. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Counts(
            @Nullable Integer applied,
            @Nullable Integer pending,
            @Nullable Integer failed) {}

    /** @param statements in all pending scripts together */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Plan(
            @Nullable String digest,
            @Size(max = Limits.STATUS_PENDING) @Nullable List<String> pending,
            @Nullable Integer statements) {}

    /**
     * @param name of the DatabaseBackup
     * @param location claim and folder of the dump
     * @param size of the dump in bytes
     * @param verified the level it reached
     * @param mode {@code Never} where the spec wants no backup
     * @param reason why it wants none
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record BackupSummary(
            @Nullable String name,
            @Nullable String location,
            @Nullable Long size,
            @Nullable String verified,
            @Nullable String finishedAt,
            @Nullable String estimatedRestore,
            @Nullable String mode,
            @Nullable String reason) {}

    /**
     * @param migrationIndex from 1
     * @param statementIndex from 1: the statement under way
     * @param waitingFor whom or what the run waits for
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Progress(
            @Nullable String migration,
            @Nullable Integer migrationIndex,
            @Nullable Integer migrationCount,
            @Nullable Integer statementIndex,
            @Nullable Integer statementCount,
            @Nullable String waitingFor) {}

    /**
     * @param id identity of what was asked for: the same wish has the same
     * @param streak how many results in a row had this reason
     * @param attempt runs for the same wish, from 1
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record LastRun(
            @Nullable String id,
            @Nullable Integer number,
            @Nullable String job,
            @Nullable String kind,
            @Nullable String outcome,
            @Nullable String reason,
            @Nullable Integer streak,
            @Nullable String startedAt,
            @Nullable String finishedAt,
            @Nullable Integer attempt) {}
}
