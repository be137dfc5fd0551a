package io.dbmigration.api;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.dbmigration.contract.RunRequest;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What must hold in the database once the migrations are applied. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record VerificationSpec(
        @Required
        @Size(min = 1, max = 16)
        @JsonPropertyDescription("Read-only queries, run after the migrations and whenever nothing is pending.")
        @Nullable
        List<Query> queries) {

    /** One question and its only good answer. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Query(
            @Required
            @Size(min = 1, max = 63)
            @Pattern(Formats.OBJECT_NAME)
            @JsonPropertyDescription("How messages call this query.")
            @Nullable
            String name,

            @Required @Size(min = 1, max = 4096) @JsonPropertyDescription("One SELECT.") @Nullable
            String sql,

            @Required @Size(max = 256) @JsonPropertyDescription("The first column of the first row, as text.") @Nullable
            String expect) {

        private RunRequest.VerificationQuery asked() {
            return new RunRequest.VerificationQuery(
                    requireNonNullElse(name, ""), requireNonNullElse(sql, ""), requireNonNullElse(expect, ""));
        }
    }

    List<RunRequest.VerificationQuery> asked() {
        return queries == null ? List.of() : queries.stream().map(Query::asked).toList();
    }
}
