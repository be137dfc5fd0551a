package io.dbmigration.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A bucket, and how to reach it. Without credentials the pod's own identity serves (web identity of a service account). */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "has(self.endpoint) || has(self.region)",
        message = "set endpoint, or the region of Amazon S3",
        fieldPath = ".region")
@ValidationRule(
        value = "!has(self.kmsKeyId) || (has(self.sse) && self.sse == 'aws:kms')",
        message = "kmsKeyId goes with sse aws:kms only",
        fieldPath = ".kmsKeyId")
public record S3Storage(
        @Size(min = 1, max = 512)
        @Pattern("^https?://[^\\s/?#]+$")
        @JsonPropertyDescription("For example https://minio.storage:9000. Default: Amazon's own of the region.")
        @Nullable
        String endpoint,

        @Size(min = 1, max = 63)
        @Pattern("^[a-zA-Z0-9-]+$")
        @JsonPropertyDescription("Default with an endpoint: us-east-1.")
        @Nullable
        String region,

        @Required
        @Size(min = 3, max = 63)
        @Pattern("^[a-zA-Z0-9][a-zA-Z0-9._-]*[a-zA-Z0-9]$")
        @JsonPropertyDescription("Name of the bucket; it must exist.")
        @Nullable
        String bucket,

        @Size(min = 1, max = 512)
        @ValidationRule(
                value =
                        "!self.startsWith('/') && !self.endsWith('/') && !self.split('/').exists(part, part == '..' || part == '')",
                message = "prefix must neither begin nor end with a slash nor contain '..'")
        @JsonPropertyDescription("Before the name of every object.")
        @Nullable
        String prefix,

        @JsonPropertyDescription("Default: the identity of the pod's service account.") @Nullable
        Credentials credentialsFrom,

        @JsonPropertyDescription("PEM certificates to trust besides the usual ones.") @Nullable
        ValueSource caFrom,

        @JsonPropertyDescription("The bucket in the path instead of the host name. Default: true with an endpoint.")
        @Nullable
        Boolean pathStyle,

        @Size(min = 1, max = 16)
        @Pattern("^(AES256|aws:kms)$")
        @JsonPropertyDescription(
                "How the server encrypts what is stored: AES256 or aws:kms. Default: as the bucket has it.")
        @Nullable
        String sse,

        @Size(min = 1, max = 2048)
        @Pattern(Formats.NO_SPACE)
        @JsonPropertyDescription("The key for aws:kms. Default: the account's.")
        @Nullable
        String kmsKeyId) {

    public boolean effectivePathStyle() {
        return Objects.requireNonNullElse(pathStyle, endpoint != null);
    }

    String locationOf(String path) {
        return "s3://" + bucket + "/" + (prefix == null ? "" : prefix + "/") + path;
    }

    /** A Secret of the same namespace, and which of its keys hold what. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Credentials(
            @Required @JsonPropertyDescription("The Secret.") @Nullable
            NameReference secretRef,

            @Default(Defaults.ACCESS_KEY_ID)
            @Size(min = 1, max = Limits.KEY)
            @Pattern(Formats.KEY)
            @JsonPropertyDescription("Key of the Secret that holds the access key's id.")
            @Nullable
            String accessKeyId,

            @Default(Defaults.SECRET_ACCESS_KEY)
            @Size(min = 1, max = Limits.KEY)
            @Pattern(Formats.KEY)
            @JsonPropertyDescription("Key of the Secret that holds the secret access key.")
            @Nullable
            String secretAccessKey,

            @Size(min = 1, max = Limits.KEY)
            @Pattern(Formats.KEY)
            @JsonPropertyDescription("Key of the Secret that holds a session token. Default: there is none.")
            @Nullable
            String sessionToken) {

        public String effectiveAccessKeyId() {
            return Objects.requireNonNullElse(accessKeyId, Defaults.ACCESS_KEY_ID);
        }

        public String effectiveSecretAccessKey() {
            return Objects.requireNonNullElse(secretAccessKey, Defaults.SECRET_ACCESS_KEY);
        }
    }
}
