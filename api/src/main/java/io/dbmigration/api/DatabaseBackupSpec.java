package io.dbmigration.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.SelectableField;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** Whose backup it is and where the dump lies; written whole when it is created, and never changed. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DatabaseBackupSpec(
        @Required @JsonPropertyDescription("The DatabaseMigration whose database it holds.") @Nullable
        MigrationReference databaseMigrationRef,

        @Required @JsonPropertyDescription("The run that took it; written by the operator, starts nothing.") @Nullable
        FromRun fromRun) {

    /** A DatabaseMigration of the same namespace. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record MigrationReference(
            @Required
            @SelectableField
            @Size(min = 1, max = Limits.NAME)
            @Pattern(Formats.OBJECT_NAME)
            @JsonPropertyDescription("Name of a DatabaseMigration in the same namespace.")
            @Nullable
            String name) {}

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
}
