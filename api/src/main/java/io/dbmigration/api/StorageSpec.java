package io.dbmigration.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** Where backups are kept. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StorageSpec(
        @Required @JsonPropertyDescription("A volume of the same namespace.") @Nullable
        ClaimReference persistentVolumeClaim) {

    /** A PersistentVolumeClaim of the same namespace. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ClaimReference(
            @Required
            @Size(min = 1, max = Limits.NAME)
            @Pattern(Formats.OBJECT_NAME)
            @JsonPropertyDescription("Name of a PersistentVolumeClaim in the same namespace.")
            @Nullable
            String claimName) {}
}
