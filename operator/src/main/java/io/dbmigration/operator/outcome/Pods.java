package io.dbmigration.operator.outcome;

import io.dbmigration.operator.run.Marks;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a runner's pod says of itself. */
public final class Pods {

    private Pods() {}

    /** Whether nothing in the pod can run any more. */
    public static boolean terminal(Pod pod) {
        var phase = status(pod).getPhase();
        return "Succeeded".equals(phase) || "Failed".equals(phase);
    }

    /** Whether the runner's container works or has worked; the others never touch a database. */
    public static boolean started(Pod pod) {
        return runner(pod)
                .map(ContainerStatus::getState)
                .filter(state -> state.getRunning() != null || state.getTerminated() != null)
                .isPresent();
    }

    /** A pod of ours that waits for its result to be recorded. */
    public static boolean held(Pod pod) {
        var finalizers = pod.getMetadata().getFinalizers();
        return finalizers != null && finalizers.contains(Marks.RESULT_FINALIZER);
    }

    static Optional<ContainerStatus> runner(Pod pod) {
        return container(status(pod).getContainerStatuses(), Marks.RUNNER_CONTAINER);
    }

    static Optional<ContainerStatus> bundleCopy(Pod pod) {
        return container(status(pod).getInitContainerStatuses(), Marks.BUNDLE_CONTAINER);
    }

    static Stream<ContainerStatus> containers(Pod pod) {
        return Stream.concat(
                orEmpty(status(pod).getInitContainerStatuses()).stream(),
                orEmpty(status(pod).getContainerStatuses()).stream());
    }

    static PodStatus status(Pod pod) {
        return pod.getStatus() == null ? new PodStatus() : pod.getStatus();
    }

    private static Optional<ContainerStatus> container(@Nullable List<ContainerStatus> statuses, String name) {
        return orEmpty(statuses).stream()
                .filter(status -> name.equals(status.getName()) && status.getState() != null)
                .findFirst();
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
