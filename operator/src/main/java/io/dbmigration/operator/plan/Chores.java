package io.dbmigration.operator.plan;

import io.dbmigration.operator.observe.Observation;
import io.dbmigration.operator.observe.ObservedRun;
import io.dbmigration.operator.outcome.Jobs;
import io.dbmigration.operator.outcome.Pods;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import java.util.stream.Stream;

/**
 * What may be tidied up once the status tells every result that was seen.
 *
 * @param release pods whose result is recorded
 * @param prune finished Jobs beyond the history limit
 * @param unlock whether nothing holds the resource any more
 */
public record Chores(List<Pod> release, List<Job> prune, boolean unlock) {

    public static Chores after(Observation seen, Decision decision) {
        return new Chores(releasable(seen), prunable(seen), seen.hasRunFinalizer() && isIdle(seen, decision));
    }

    private static List<Pod> releasable(Observation seen) {
        return seen.runs().stream()
                .flatMap(run -> run.pods().stream().filter(pod -> Pods.held(pod) && isReleasable(run, pod)))
                .toList();
    }

    /** A pod that never started and is being deleted has no result; unscheduled, nobody but us would let it go. */
    private static boolean isReleasable(ObservedRun run, Pod pod) {
        return run.closed().isPresent() || (pod.getMetadata().getDeletionTimestamp() != null && !Pods.started(pod));
    }

    /** Never the newest: it is what the next wish is compared with. */
    private static List<Job> prunable(Observation seen) {
        return seen.runs().stream()
                .filter(run -> run.closed().isPresent() && !run.underWay())
                .flatMap(run -> Stream.ofNullable(run.job()))
                .filter(Jobs::terminal)
                .skip(seen.spec().effectiveJob().effectiveHistoryLimit())
                .toList();
    }

    private static boolean isIdle(Observation seen, Decision decision) {
        return switch (decision) {
            case Decision.Start start -> false;
            case Decision.Withdraw withdraw -> false;
            case Decision.LookAgain again -> false;
            case Decision.Working working -> false;
            case Decision.Wait wait -> nothingUnderWay(seen);
            case Decision.Done done -> nothingUnderWay(seen);
            case Decision.Blocked blocked -> nothingUnderWay(seen);
            case Decision.Suspended suspended -> nothingUnderWay(seen);
            case Decision.Leave leave -> true;
        };
    }

    private static boolean nothingUnderWay(Observation seen) {
        return seen.runs().stream().noneMatch(ObservedRun::underWay);
    }
}
