package io.dbmigration.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where the Prisma migrations folder comes from: exactly one source. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "[has(self.configMap), has(self.image), has(self.persistentVolumeClaim)].exists_one(source, source)",
        message = "set exactly one of configMap, image and persistentVolumeClaim")
public record BundleSpec(
        @JsonPropertyDescription(
                "Keys: migration_lock.toml, <migration>.sql, <migration>.rollback.sql; or one binary key migrations.tgz.")
        @Nullable
        NameReference configMap,

        @JsonPropertyDescription("A folder of an image, which needs no shell.") @Nullable
        ImageBundle image,

        @JsonPropertyDescription("A folder of a volume.") @Nullable
        ClaimBundle persistentVolumeClaim,

        @Size(min = 71, max = 71)
        @Pattern(Formats.DIGEST)
        @JsonPropertyDescription("Run exactly this bundle, as `dbm digest` prints it; until the source has it, wait.")
        @Nullable
        String digest) {

    /** A folder inside an image. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ImageBundle(
            @Required
            @Size(min = 1, max = 512)
            @Pattern(Formats.NO_SPACE)
            @JsonPropertyDescription("The image; best with @sha256, because a moved tag is seen at the next run only.")
            @Nullable
            String reference,

            @Default(Defaults.IMAGE_PATH)
            @Size(min = 1, max = Limits.TEXT)
            @Pattern(Formats.ABSOLUTE_PATH)
            @ValidationRule(
                    value = "!self.split('/').exists(part, part == '..')",
                    message = "path must not contain '..'")
            @JsonPropertyDescription("The folder that holds migration_lock.toml.")
            @Nullable
            String path,

            @Pattern("^(Always|IfNotPresent|Never)$")
            @Size(min = 1, max = 16)
            @JsonPropertyDescription("Always, IfNotPresent or Never. Default: as Kubernetes chooses by the tag.")
            @Nullable
            String pullPolicy,

            @Size(min = 1, max = 16) @JsonPropertyDescription("Secrets with the registry's credentials.") @Nullable
            List<NameReference> pullSecrets) {

        public String effectivePath() {
            return Objects.requireNonNullElse(path, Defaults.IMAGE_PATH);
        }
    }

    /** A folder inside a volume. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ClaimBundle(
            @Required
            @Size(min = 1, max = Limits.NAME)
            @Pattern(Formats.OBJECT_NAME)
            @JsonPropertyDescription("Name of a PersistentVolumeClaim in the same namespace.")
            @Nullable
            String claimName,

            @Size(min = 1, max = Limits.TEXT)
            @ValidationRule(
                    value = "!self.startsWith('/') && !self.split('/').exists(part, part == '..')",
                    message = "path must be relative to the volume and must not contain '..'")
            @JsonPropertyDescription(
                    "The folder that holds migration_lock.toml, relative to the volume. Default: its root.")
            @Nullable
            String path) {}
}
