package io.dbmigration.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** What is marked, as what, and why; it never changes. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "!has(self.retry) || !self.retry || self.__as__ == 'RolledBack'",
        message = "retry goes with as: RolledBack only",
        fieldPath = ".retry")
public record MigrationResolutionSpec(
        @Required @JsonPropertyDescription("The DatabaseMigration whose history is corrected.") @Nullable
        MigrationReference databaseMigrationRef,

        @Required
        @Size(min = 1, max = Limits.MIGRATION)
        @JsonPropertyDescription("Name of its folder, whole.")
        @Nullable
        String migration,

        @Required
        @Pattern("^(Applied|RolledBack)$")
        @Size(min = 1, max = 16)
        @JsonPropertyDescription(
                "Applied: what it should do is done. RolledBack: nothing of it is left, so that it can run again.")
        @Nullable
        String as,

        @Required @Size(min = 1, max = Limits.TEXT) @JsonPropertyDescription("Why, for those who ask later.") @Nullable
        String reason,

        @Size(min = 64, max = 64)
        @Pattern(Formats.CHECKSUM)
        @JsonPropertyDescription("Of the script as you saw it (dbm checksum); with another one nothing is changed.")
        @Nullable
        String checksum,

        @Size(min = 1, max = 40)
        @Pattern(Formats.TIME)
        @JsonPropertyDescription("Of the failed row as you saw it; with another one nothing is changed.")
        @Nullable
        String startedAt,

        @Default("false")
        @JsonPropertyDescription("The same bundle may run the migration again at once; else it waits for another one.")
        @Nullable
        Boolean retry) {}
