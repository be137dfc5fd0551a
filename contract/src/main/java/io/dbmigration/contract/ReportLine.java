package io.dbmigration.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of the runner's log that the operator reads: JSON, at most {@link #MAX_BYTES}, recognised by its first key {@code dbm}.
 * Nothing is decided from such lines; they are left out of the status when the log is gone.
 *
 * @param dbm what the line carries: {@code progress}, {@code migrations}, {@code plan} or {@code backups}
 * @param part number of this part, from 1, of {@code parts}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReportLine(
        String dbm,
        @Nullable Integer part,
        @Nullable Integer parts,
        @Nullable Progress progress,
        @Nullable List<MigrationState> migrations,
        @Nullable Plan plan,
        @Nullable List<FoundBackup> backups) {

    public static final int MAX_BYTES = 8192;
    public static final String PROGRESS = "progress";
    public static final String MIGRATIONS = "migrations";
    public static final String PLAN = "plan";
    public static final String BACKUPS = "backups";

    public static ReportLine of(Progress progress) {
        return new ReportLine(PROGRESS, null, null, progress, null, null, null);
    }

    /**
     * Where the run is.
     *
     * @param reason {@link Reason#BACKING_UP}, {@link Reason#APPLYING} or {@link Reason#STARTING}
     * @param migrationIndex from 1
     * @param statementIndex from 1: the statement under way
     * @param waitingFor whom or what the run waits for, for people
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Progress(
            Reason reason,
            @Nullable String migration,
            @Nullable Integer migrationIndex,
            @Nullable Integer migrationCount,
            @Nullable Integer statementIndex,
            @Nullable Integer statementCount,
            @Nullable String waitingFor) {}

    /**
     * @param state Applied, Pending, Failed, RolledBack or Missing
     * @param duration Kubernetes duration
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record MigrationState(
            String name,
            String state,
            @Nullable String startedAt,
            @Nullable String finishedAt,
            @Nullable String duration,
            @Nullable String checksum) {}

    /** A backup that a storage holds, as its manifest says. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record FoundBackup(RunResult.DatabaseIdentity database, RunResult.Receipt receipt) {}

    /** @param statements in all pending scripts together */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Plan(String digest, List<String> pending, int statements) {}
}
