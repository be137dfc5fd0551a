package io.dbmigration.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Whose backup it is and where the dump lies; written whole when it is created, and never changed. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "[has(self.fromRun), has(self.onDemand), has(self.found)].exists_one(source, source)",
        message = "set exactly one of fromRun, onDemand and found")
public record DatabaseBackupSpec(
        @Required @JsonPropertyDescription("The DatabaseMigration whose database it holds.") @Nullable
        MigrationReference databaseMigrationRef,

        @JsonPropertyDescription("The run that took it; written by the operator, starts nothing.") @Nullable
        FromRun fromRun,

        @JsonPropertyDescription("Take one now.") @Nullable OnDemand onDemand,

        @JsonPropertyDescription("One that lies in a storage already; its facts are read back from its manifest.")
        @Nullable
        Found found) {

    /** The run that took a backup, and where it put it. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record FromRun(
            @Required
            @Size(min = 1, max = 63)
            @Pattern(Formats.OBJECT_NAME)
            @JsonPropertyDescription("Name of the run's Job.")
            @Nullable
            String job,

            @Required @Size(min = 1, max = 63) @JsonPropertyDescription("UID of that Job.") @Nullable
            String uid,

            @Required @JsonPropertyDescription("Where the dump is kept.") @Nullable
            StorageSpec storage,

            @Required
            @Size(min = 1, max = Limits.TEXT)
            @JsonPropertyDescription("Folder of the dump inside the storage.")
            @Nullable
            String path) {}

    /** A person's wish for a backup now; where it went is in the status. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record OnDemand() {}

    /** A backup that lies in a storage and has no receipt, for example after a cluster was lost. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Found(
            @Required @JsonPropertyDescription("Where the dump is kept.") @Nullable
            StorageSpec storage,

            @Required
            @Size(min = 1, max = Limits.TEXT)
            @ValidationRule(
                    value = "!self.startsWith('/') && !self.split('/').exists(part, part == '..')",
                    message = "path must be relative to the storage and must not contain '..'")
            @JsonPropertyDescription("Folder of the dump inside the storage.")
            @Nullable
            String path) {}
}
