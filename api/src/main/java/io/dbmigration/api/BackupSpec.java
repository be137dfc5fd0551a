package io.dbmigration.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.dbmigration.contract.KubernetesDuration;
import io.dbmigration.contract.RunRequest;
import io.dbmigration.contract.RunRequest.BackupMode;
import io.dbmigration.contract.RunRequest.VerifyLevel;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The backup that is taken, verified and recorded before anything changes. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "self.mode != 'Never' || has(self.reason)",
        message = "mode Never needs a reason; it shows in the status",
        fieldPath = ".reason")
@ValidationRule(
        value = "self.mode == 'Never' || has(self.storage)",
        message = "mode BeforeApply needs a storage",
        fieldPath = ".storage")
public record BackupSpec(
        @Default(Defaults.BACKUP_MODE)
        @JsonPropertyDescription("BeforeApply: before each run that has something to apply. Never: needs a reason.")
        @Nullable
        BackupMode mode,

        @Size(min = 1, max = Limits.TEXT) @JsonPropertyDescription("Why there is no backup.") @Nullable
        String reason,

        @JsonPropertyDescription("Where the backup is kept.") @Nullable
        StorageSpec storage,

        @Default(Defaults.VERIFY)
        @JsonPropertyDescription(
                "How far a backup is verified before it counts; each level includes those before it. Checksum: it is read back. Decode: each of its parts is decoded. Schema: the schema is restored into a scratch database. Restore: everything is, and rows are counted.")
        @Nullable
        VerifyLevel verify,

        @JsonPropertyDescription("Which backups are removed after a run. Default: none.") @Nullable
        RetentionSpec retention) {

    /** A backup is removed only when it is beyond both. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RetentionSpec(
            @Required
            @Min(1)
            @Max(10000)
            @JsonPropertyDescription("The newest so many stay; those of runs that applied nothing do not count.")
            @Nullable
            Integer keepLast,

            @Required
            @Pattern(KubernetesDuration.PATTERN)
            @Size(min = 1, max = Limits.DURATION)
            @ValidationRule(
                    value = "duration(self) <= duration('87600h')",
                    message = "keepFor must be at most 87600h, which is ten years")
            @JsonPropertyDescription("Younger ones stay, for example 720h.")
            @Nullable
            String keepFor) {

        /** Empty where half of it is missing: then nothing is removed. */
        public Optional<RunRequest.Retention> asked() {
            return keepLast == null || keepFor == null
                    ? Optional.empty()
                    : Optional.of(new RunRequest.Retention(keepLast, keepFor));
        }
    }

    public BackupMode effectiveMode() {
        return Objects.requireNonNullElse(mode, BackupMode.valueOf(Defaults.BACKUP_MODE));
    }

    public VerifyLevel effectiveVerify() {
        return Objects.requireNonNullElse(verify, VerifyLevel.valueOf(Defaults.VERIFY));
    }
}
