package io.dbmigration.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of one correction of the history. Times are RFC 3339 in UTC. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ResolutionStatus(
        @JsonPropertyDescription("Always 1 once it was looked at, because the spec never changes; -1 before.") @Nullable
        Long observedGeneration,

        @JsonPropertyDescription("For machines: Ready (always), Reconciling, Stalled.") @Nullable
        List<Condition> conditions,

        @JsonPropertyDescription("Succeeded or Failed, once it is over; then it is never run again.") @Nullable
        String outcome,

        @JsonPropertyDescription("Why it is as it is, one word.") @Nullable
        String reason,

        @JsonPropertyDescription("What happened, then what to do.") @Nullable
        String message,

        @JsonPropertyDescription("The Job of its newest run.") @Nullable
        String job,

        @Nullable String startedAt,
        @Nullable String finishedAt,

        @JsonPropertyDescription("Who asked, as the annotation dbmigration.io/requested-by says; nobody has proven it.")
        @Nullable
        String requestedBy)
        implements RequestStatus {}
