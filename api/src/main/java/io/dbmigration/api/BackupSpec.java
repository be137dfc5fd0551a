package io.dbmigration.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.dbmigration.contract.RunRequest.BackupMode;
import io.dbmigration.contract.RunRequest.VerifyLevel;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Objects;
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
                "How far a backup is verified before it counts. Checksum: it is read back. Decode: each of its parts is decoded too.")
        @Nullable
        VerifyLevel verify) {

    public BackupMode effectiveMode() {
        return Objects.requireNonNullElse(mode, BackupMode.valueOf(Defaults.BACKUP_MODE));
    }

    public VerifyLevel effectiveVerify() {
        return Objects.requireNonNullElse(verify, VerifyLevel.valueOf(Defaults.VERIFY));
    }
}
