package io.dbmigration.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** What is rolled back, from which state, and what may be lost; it never changes. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MigrationRollbackSpec(
        @Required @JsonPropertyDescription("The DatabaseMigration whose database is rolled back.") @Nullable
        MigrationReference databaseMigrationRef,

        @Required
        @Size(min = 1, max = Limits.MIGRATION)
        @JsonPropertyDescription(
                "The newest applied migration as you saw it (status.headMigration); with another one nothing is changed.")
        @Nullable
        String from,

        @Required
        @Size(min = 1, max = Limits.MIGRATION)
        @JsonPropertyDescription("The last one to be rolled back; the newest goes first.")
        @Nullable
        String migration,

        @Required @Size(min = 1, max = Limits.TEXT) @JsonPropertyDescription("Why, for those who ask later.") @Nullable
        String reason,

        @Default("false") @JsonPropertyDescription("Run scripts that destroy data, too.") @Nullable
        Boolean acceptDataLoss,

        @Default("false")
        @JsonPropertyDescription("Run scripts that cannot run in a transaction and may stop half way, too.")
        @Nullable
        Boolean acceptPartial) {}
