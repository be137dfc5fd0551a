package io.dbmigration.api;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.dbmigration.contract.KubernetesDuration;
import io.dbmigration.contract.RunRequest;
import io.dbmigration.contract.RunRequest.PolicyChoice;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Limits of waiting, and what to do where bundle and database differ. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "duration(self.lockTimeout) > duration('0s')",
        message = "lockTimeout must be more than 0s",
        fieldPath = ".lockTimeout")
@ValidationRule(
        value = "duration(self.lockTimeout) <= duration(self.lockBudget)",
        message = "lockTimeout must not be more than lockBudget",
        fieldPath = ".lockTimeout")
@ValidationRule(
        value = "duration(self.lockBudget) <= duration('168h')",
        message = "lockBudget must be at most 168h",
        fieldPath = ".lockBudget")
@ValidationRule(
        value = "duration(self.advisoryLockTimeout) <= duration('168h')",
        message = "advisoryLockTimeout must be at most 168h",
        fieldPath = ".advisoryLockTimeout")
@ValidationRule(
        value = "!has(self.statementTimeout) || duration(self.statementTimeout) <= duration('168h')",
        message = "statementTimeout must be at most 168h",
        fieldPath = ".statementTimeout")
public record PolicySpec(
        @Default(Defaults.ADVISORY_LOCK_TIMEOUT)
        @Pattern(KubernetesDuration.PATTERN)
        @Size(min = 1, max = Limits.DURATION)
        @JsonPropertyDescription("How long to wait for another migration run on the same database.")
        @Nullable
        String advisoryLockTimeout,

        @Default(Defaults.LOCK_TIMEOUT)
        @Pattern(KubernetesDuration.PATTERN)
        @Size(min = 1, max = Limits.DURATION)
        @JsonPropertyDescription("How long one try of a script may wait for a lock, and so delay others behind it.")
        @Nullable
        String lockTimeout,

        @Default(Defaults.LOCK_BUDGET)
        @Pattern(KubernetesDuration.PATTERN)
        @Size(min = 1, max = Limits.DURATION)
        @JsonPropertyDescription("How long tries that end at lockTimeout are repeated.")
        @Nullable
        String lockBudget,

        @Pattern(KubernetesDuration.PATTERN)
        @Size(min = 1, max = Limits.DURATION)
        @JsonPropertyDescription("How long one statement may take. 0s: without limit. Default: as the role has it.")
        @Nullable
        String statementTimeout,

        @Default(Defaults.AHEAD)
        @JsonPropertyDescription("The database knows migrations newer than the bundle's newest: an old bundle.")
        @Nullable
        PolicyChoice ahead,

        @Default(Defaults.MISSING)
        @JsonPropertyDescription("The database knows older migrations that the bundle lacks: squashed or deleted.")
        @Nullable
        PolicyChoice missing,

        @Default(Defaults.EDITED) @JsonPropertyDescription("The script of an applied migration has changed.") @Nullable
        PolicyChoice edited,

        @Default(Defaults.OUT_OF_ORDER)
        @JsonPropertyDescription("A pending migration sorts before an applied one.")
        @Nullable
        PolicyChoice outOfOrder) {

    /** Everything as {@link Defaults} says. */
    public static final PolicySpec DEFAULT = new PolicySpec(null, null, null, null, null, null, null, null);

    /** This policy with every default filled in. */
    public RunRequest.Policy effective() {
        return new RunRequest.Policy(
                requireNonNullElse(advisoryLockTimeout, Defaults.ADVISORY_LOCK_TIMEOUT),
                requireNonNullElse(lockTimeout, Defaults.LOCK_TIMEOUT),
                requireNonNullElse(lockBudget, Defaults.LOCK_BUDGET),
                statementTimeout,
                requireNonNullElse(ahead, PolicyChoice.valueOf(Defaults.AHEAD)),
                requireNonNullElse(missing, PolicyChoice.valueOf(Defaults.MISSING)),
                requireNonNullElse(edited, PolicyChoice.valueOf(Defaults.EDITED)),
                requireNonNullElse(outOfOrder, PolicyChoice.valueOf(Defaults.OUT_OF_ORDER)));
    }
}
