package io.dbmigration.operator.outcome;

import static java.util.Objects.requireNonNullElse;

import io.dbmigration.contract.Reason;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Job and pods of one run to its outcome. The runner's own word comes first, whatever the Job says. */
public final class OutcomeReader {

    private OutcomeReader() {}

    /**
     * @param job null when it is gone
     * @param warning what events say of a pod that cannot be made or mounted
     */
    public static Outcome read(@Nullable Job job, List<Pod> pods, @Nullable Trouble warning) {
        return first(pods, OutcomeReader::result)
                .or(() -> first(pods, pod -> withoutResult(job, pod)))
                .orElseGet(() -> withoutWord(job, pods, warning));
    }

    /** As the runner wrote it. */
    private static Optional<Outcome> result(Pod pod) {
        return terminated(Pods.runner(pod))
                .flatMap(ended -> ResultMessage.parse(ended.getMessage())
                        .map(result -> new Outcome.Ended(result, instant(ended.getFinishedAt()))));
    }

    /** A container that ended and left no result. */
    private static Optional<Outcome> withoutResult(@Nullable Job job, Pod pod) {
        return terminated(Pods.runner(pod))
                .<Outcome>map(ended -> lost(job, pod, ended))
                .or(() -> terminated(Pods.bundleCopy(pod))
                        .filter(ended -> !Integer.valueOf(0).equals(ended.getExitCode()))
                        .map(OutcomeReader::copyFailed));
    }

    private static Outcome lost(@Nullable Job job, Pod pod, ContainerStateTerminated ended) {
        if (job != null && Jobs.deadlineExceeded(job)) {
            return new Outcome.Broken(
                    Reason.DEADLINE_EXCEEDED,
                    "The Job reached its deadline and its runner could not say how far it came.",
                    instant(ended.getFinishedAt()));
        }
        var why = Pods.status(pod).getReason() == null
                ? requireNonNullElse(ended.getReason(), "Error") + ", exit status " + ended.getExitCode()
                : Pods.status(pod).getReason() + ": "
                        + requireNonNullElse(Pods.status(pod).getMessage(), "");
        return new Outcome.Broken(
                Reason.LOST,
                "The runner ended without a result (" + why + ")." + ofMemory(ended),
                instant(ended.getFinishedAt()));
    }

    private static String ofMemory(ContainerStateTerminated ended) {
        return "OOMKilled".equals(ended.getReason())
                ? " Its memory did not suffice: raise spec.job.resources.limits.memory."
                : "";
    }

    private static Outcome copyFailed(ContainerStateTerminated ended) {
        var trouble = new Trouble(
                requireNonNullElse(ended.getReason(), "Error"),
                requireNonNullElse(ended.getMessage(), "").strip());
        return new Outcome.Broken(
                Reason.BUNDLE_INVALID,
                "The bundle could not be copied out of its image (" + trouble.text() + ").",
                instant(ended.getFinishedAt()));
    }

    private static Outcome withoutWord(@Nullable Job job, List<Pod> pods, @Nullable Trouble warning) {
        if (open(job, pods)) {
            return pods.stream().anyMatch(Pods::started)
                    ? new Outcome.Running()
                    : new Outcome.NotStarted(first(pods, PodTrouble::of).orElse(warning));
        }
        if (job == null && pods.isEmpty()) {
            return new Outcome.Broken(Reason.LOST, "The Job is gone and left no result.", null);
        }
        return closed(job, pods);
    }

    private static boolean open(@Nullable Job job, List<Pod> pods) {
        return (job != null && !Jobs.terminal(job)) || pods.stream().anyMatch(pod -> !Pods.terminal(pod));
    }

    private static Outcome closed(@Nullable Job job, List<Pod> pods) {
        var finishedAt = job == null ? null : finishedAt(job);
        if (job != null && Jobs.deadlineExceeded(job)) {
            var trouble = first(pods, PodTrouble::of).map(Trouble::text).orElse("no pod was started");
            return new Outcome.Broken(
                    Reason.RUNNER_NOT_STARTED,
                    "The Job reached its deadline before its runner started: " + trouble,
                    finishedAt);
        }
        var why = first(pods, OutcomeReader::podReason).map(Trouble::text).orElse("its pod is gone");
        return new Outcome.Broken(Reason.LOST, "The Job ended without a result (" + why + ").", finishedAt);
    }

    private static Optional<Trouble> podReason(Pod pod) {
        return Optional.ofNullable(Pods.status(pod).getReason())
                .map(reason ->
                        new Trouble(reason, requireNonNullElse(Pods.status(pod).getMessage(), "")));
    }

    private static @Nullable Instant finishedAt(Job job) {
        return Jobs.terminalCondition(job)
                .map(condition -> instant(condition.getLastTransitionTime()))
                .orElse(null);
    }

    private static Optional<ContainerStateTerminated> terminated(Optional<ContainerStatus> status) {
        return status.map(container -> container.getState().getTerminated());
    }

    private static <T> Optional<T> first(List<Pod> pods, Function<Pod, Optional<T>> read) {
        return pods.stream().map(read).flatMap(Optional::stream).findFirst();
    }

    /** RFC 3339 in UTC. */
    public static String text(Instant time) {
        return time.toString();
    }

    /** Null for what is no time. */
    public static @Nullable Instant instant(@Nullable String text) {
        try {
            return text == null || text.isEmpty() ? null : Instant.parse(Objects.requireNonNull(text));
        } catch (DateTimeException e) {
            return null;
        }
    }
}
