package io.dbmigration.operator.observe;

import io.dbmigration.contract.Reason;
import io.dbmigration.operator.outcome.Jobs;
import io.dbmigration.operator.outcome.Outcome;
import io.dbmigration.operator.outcome.Pods;
import io.dbmigration.operator.run.RunFacts;
import io.dbmigration.operator.run.Streak;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One run as it is now.
 *
 * @param job null when it is gone; its pods may still work
 */
public record ObservedRun(RunFacts facts, @Nullable Job job, List<Pod> pods, Outcome outcome) {

    /** A run that ended so may have done something that nobody told. */
    private static final Set<Reason> CUT_OFF = Set.of(
            Reason.LOST,
            Reason.INTERRUPTED,
            Reason.OUTCOME_UNKNOWN,
            Reason.DEADLINE_EXCEEDED,
            Reason.SESSION_TERMINATED);

    /** Whether anything of it can still touch the database; the next run waits for that. */
    public boolean underWay() {
        return (job != null && !Jobs.terminal(job)) || pods.stream().anyMatch(pod -> !Pods.terminal(pod));
    }

    /** Whether the runner has ever started; if not, the run can be taken back. */
    public boolean started() {
        return pods.stream().anyMatch(Pods::started);
    }

    public Optional<Outcome.Closed> closed() {
        return outcome instanceof Outcome.Closed closed ? Optional.of(closed) : Optional.empty();
    }

    /** How often in a row runs ended as this one did; a run that applied something begins anew. */
    public Optional<Streak> streak() {
        return closed().map(end -> end instanceof Outcome.Ended ended && applied(ended) > 0
                ? new Streak(end.reason(), 1)
                : Streak.after(facts.previous(), end.reason()));
    }

    /** Whether it carries out a request that changes the database, and did so, or nobody knows. */
    public boolean mayHaveChanged() {
        return facts.changesByRequest()
                && closed().filter(ObservedRun::mayHaveChanged).isPresent();
    }

    private static boolean mayHaveChanged(Outcome.Closed end) {
        return switch (end) {
            case Outcome.Ended ended ->
                ended.result().changed() == null
                        ? ended.succeeded() || CUT_OFF.contains(ended.reason())
                        : ended.result().changed();
            case Outcome.Broken broken -> CUT_OFF.contains(broken.reason());
            case Outcome.Recorded recorded -> recorded.succeeded() || CUT_OFF.contains(recorded.reason());
        };
    }

    private static int applied(Outcome.Ended ended) {
        var counts = ended.result().counts();
        return counts == null ? 0 : counts.appliedNow();
    }
}
