package io.dbmigration.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** One key of a Secret or ConfigMap of the same namespace. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record KeyReference(
        @Required
        @Size(min = 1, max = Limits.NAME)
        @Pattern(Formats.OBJECT_NAME)
        @JsonPropertyDescription("Name of an object in the same namespace.")
        @Nullable
        String name,

        @Required
        @Size(min = 1, max = Limits.KEY)
        @Pattern(Formats.KEY)
        @JsonPropertyDescription("Key whose value counts.")
        @Nullable
        String key) {}
