package io.dbmigration.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.dbmigration.contract.RunRequest.RestoreMode;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which backup is brought back, and where; it never changes. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "self.mode != 'Swap' || has(self.confirm)",
        message = "mode Swap needs confirm: <namespace>/<migration>/<database>@<oid>",
        fieldPath = ".confirm")
@ValidationRule(
        value = "self.mode == 'Swap' || !has(self.confirm)",
        message = "confirm goes with mode Swap only",
        fieldPath = ".confirm")
@ValidationRule(
        value = "self.mode == 'Swap' || !has(self.accept)",
        message = "accept goes with mode Swap only",
        fieldPath = ".accept")
@ValidationRule(
        value = "self.mode != 'Swap' || !has(self.newDatabaseName)",
        message = "newDatabaseName goes with mode NewDatabase only",
        fieldPath = ".newDatabaseName")
@ValidationRule(
        value = "self.mode != 'Swap' || !has(self.database)",
        message = "mode Swap is about the migration's own database; leave database out",
        fieldPath = ".database")
public record DatabaseRestoreSpec(
        @Required @JsonPropertyDescription("The DatabaseBackup that is brought back.") @Nullable
        NameReference backupRef,

        @Default(Defaults.RESTORE_MODE)
        @JsonPropertyDescription(
                "NewDatabase: beside the present one. Swap: in place of the present one, which is kept under another name.")
        @Nullable
        RestoreMode mode,

        @Size(min = 1, max = 63)
        @JsonPropertyDescription("Default: made from the database's name and the time.")
        @Nullable
        String newDatabaseName,

        @Size(min = 1, max = 1024)
        @Pattern("^[^/]+/[^/]+/.+@[0-9]+$")
        @JsonPropertyDescription(
                "For Swap: <namespace>/<migration>/<database>@<oid> of what is replaced; status.database has name and oid.")
        @Nullable
        String confirm,

        @Size(min = 1, max = 64)
        @JsonPropertyDescription("Names of slots, subscriptions and publications that a Swap may leave behind.")
        @Nullable
        List<String> accept,

        @JsonPropertyDescription("Another server or role for NewDatabase. Default: the migration's.") @Nullable
        DatabaseSpec database,

        @JsonPropertyDescription("Where the backup lies now. Default: as its receipt says.") @Nullable
        StorageSpec storage) {

    public RestoreMode effectiveMode() {
        return Objects.requireNonNullElse(mode, RestoreMode.valueOf(Defaults.RESTORE_MODE));
    }
}
