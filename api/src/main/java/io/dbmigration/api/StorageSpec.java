package io.dbmigration.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Where backups are kept: exactly one place. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "has(self.persistentVolumeClaim) != has(self.s3)",
        message = "set exactly one of persistentVolumeClaim and s3")
public record StorageSpec(
        @JsonPropertyDescription("A volume of the same namespace.") @Nullable
        ClaimReference persistentVolumeClaim,

        @JsonPropertyDescription("A bucket of Amazon S3 or of a server that speaks its protocol.") @Nullable
        S3Storage s3) {

    public static StorageSpec claim(String name) {
        return new StorageSpec(new ClaimReference(name), null);
    }

    /** For people: {@code <claim>/<path>} or {@code s3://<bucket>/<prefix>/<path>}. */
    public String locationOf(String path) {
        if (s3 != null) {
            return s3.locationOf(path);
        }
        return persistentVolumeClaim == null ? path : persistentVolumeClaim.claimName() + "/" + path;
    }

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
