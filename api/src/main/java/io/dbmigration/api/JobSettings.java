package io.dbmigration.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.Toleration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where and how the Job of a run works. Image, command, security context and host access are the operator's alone. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JobSettings(
        @JsonPropertyDescription("Requests and limits of the runner's container.") @Nullable
        ResourceRequirements resources,

        @JsonPropertyDescription("As in a pod.") @Nullable Map<String, String> nodeSelector,

        @Size(min = 1, max = 32) @JsonPropertyDescription("As in a pod.") @Nullable
        List<Toleration> tolerations,

        @JsonPropertyDescription("As in a pod.") @Nullable Affinity affinity,

        @Size(min = 1, max = Limits.NAME)
        @Pattern(Formats.OBJECT_NAME)
        @JsonPropertyDescription("As in a pod.")
        @Nullable
        String priorityClassName,

        @Size(min = 1, max = Limits.NAME)
        @Pattern(Formats.OBJECT_NAME)
        @JsonPropertyDescription("Its token is not mounted; it serves pull secrets and policies. Default: default.")
        @Nullable
        String serviceAccountName,

        @Size(min = 1, max = 16)
        @JsonPropertyDescription("Secrets with the credentials for the runner's image.")
        @Nullable
        List<NameReference> imagePullSecrets,

        @JsonPropertyDescription("Added to Job and pod; the operator's own win.") @Nullable
        Map<String, String> labels,

        @JsonPropertyDescription("Added to Job and pod; the operator's own win.") @Nullable
        Map<String, String> annotations,

        @Default(Defaults.HISTORY_LIMIT)
        @Min(1)
        @Max(100)
        @JsonPropertyDescription("How many finished Jobs are kept.")
        @Nullable
        Integer historyLimit) {

    /** Everything as {@link Defaults} says. */
    public static final JobSettings DEFAULT =
            new JobSettings(null, null, null, null, null, null, null, null, null, null);

    public int effectiveHistoryLimit() {
        return historyLimit == null ? Integer.parseInt(Defaults.HISTORY_LIMIT) : historyLimit;
    }
}
