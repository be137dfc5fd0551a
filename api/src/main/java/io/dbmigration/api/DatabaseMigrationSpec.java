package io.dbmigration.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.dbmigration.contract.KubernetesDuration;
import io.dbmigration.contract.RunRequest;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which bundle, which database, and under which precautions. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DatabaseMigrationSpec(
        @Required @JsonPropertyDescription("The database to migrate.") @Nullable
        DatabaseSpec database,

        @Required @JsonPropertyDescription("Where the Prisma migrations folder comes from.") @Nullable
        BundleSpec bundle,

        @Size(min = 1, max = Limits.MIGRATION)
        @JsonPropertyDescription("The last migration to apply. Default: all.")
        @Nullable
        String target,

        @Required @JsonPropertyDescription("The backup that is taken before anything changes.") @Nullable
        BackupSpec backup,

        @JsonPropertyDescription("Limits of waiting, and what to do where bundle and database differ.") @Nullable
        PolicySpec policy,

        @JsonPropertyDescription(
                "Adopt a database that has tables but no history of migrations; ignored everywhere else.")
        @Nullable
        BaselineSpec baseline,

        @JsonPropertyDescription("Queries that must answer as expected once the migrations are applied.") @Nullable
        VerificationSpec verification,

        @Default(Defaults.TIMEOUT)
        @Pattern(KubernetesDuration.PATTERN)
        @Size(min = 1, max = Limits.DURATION)
        @ValidationRule(
                value = "duration(self) > duration('0s') && duration(self) <= duration('168h')",
                message = "timeout must be more than 0s and at most 168h")
        @JsonPropertyDescription("How long one run may take, from the runner's start.")
        @Nullable
        String timeout,

        @Default("false") @JsonPropertyDescription("Start no run. One that works goes on to its end.") @Nullable
        Boolean suspend,

        @JsonPropertyDescription("The Job of a run.") @Nullable
        JobSettings job) {

    public Duration effectiveTimeout() {
        return KubernetesDuration.parse(Objects.requireNonNullElse(timeout, Defaults.TIMEOUT));
    }

    public boolean suspended() {
        return Boolean.TRUE.equals(suspend);
    }

    public PolicySpec effectivePolicy() {
        return Objects.requireNonNullElse(policy, PolicySpec.DEFAULT);
    }

    public JobSettings effectiveJob() {
        return Objects.requireNonNullElse(job, JobSettings.DEFAULT);
    }

    /** In the order of the spec; empty when none is asked for. */
    public List<RunRequest.VerificationQuery> verificationQueries() {
        return verification == null ? List.of() : verification.asked();
    }

    /**
     * @param upTo this migration and all before it are recorded as applied
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record BaselineSpec(
            @Required
            @Size(min = 1, max = Limits.MIGRATION)
            @JsonPropertyDescription("This migration and all before it are recorded as applied, without being run.")
            @Nullable
            String upTo) {}
}
