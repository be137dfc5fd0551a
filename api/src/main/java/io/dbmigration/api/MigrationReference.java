package io.dbmigration.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.SelectableField;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

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
