package io.dbmigration.operator.outcome;

import static java.util.Objects.requireNonNullElse;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Optional;
import java.util.Set;

/** Why a pod does not start: image, configuration, scheduling. */
final class PodTrouble {

    private static final Set<String> USUAL = Set.of("PodInitializing", "ContainerCreating");

    private PodTrouble() {}

    static Optional<Trouble> of(Pod pod) {
        return Pods.containers(pod)
                .flatMap(status -> waiting(status).stream())
                .findFirst()
                .or(() -> unscheduled(pod));
    }

    private static Optional<Trouble> waiting(ContainerStatus status) {
        return Optional.ofNullable(status.getState())
                .map(state -> state.getWaiting())
                .filter(waiting -> waiting.getReason() != null && !USUAL.contains(waiting.getReason()))
                .map(waiting -> new Trouble(waiting.getReason(), requireNonNullElse(waiting.getMessage(), "")));
    }

    private static Optional<Trouble> unscheduled(Pod pod) {
        var conditions = Pods.status(pod).getConditions();
        if (conditions == null) {
            return Optional.empty();
        }
        return conditions.stream()
                .filter(condition -> "PodScheduled".equals(condition.getType()))
                .filter(condition -> "False".equals(condition.getStatus()))
                .map(condition -> new Trouble(
                        requireNonNullElse(condition.getReason(), "Unschedulable"),
                        requireNonNullElse(condition.getMessage(), "")))
                .findFirst();
    }
}
