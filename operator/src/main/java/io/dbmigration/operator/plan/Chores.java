package io.dbmigration.operator.plan;

import io.dbmigration.contract.RunKind;
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

    /** Never the newest deploy, which the next wish is compared with, nor the newest run of a request that lives. */
    private static List<Job> prunable(Observation seen) {
        return Stream.concat(
                        tidy(seen)
                                .filter(run -> run.facts().kind() == RunKind.Deploy)
                                .skip(seen.spec().effectiveJob().effectiveHistoryLimit()),
                        tidy(seen).filter(run -> run.facts().kind() != RunKind.Deploy && isForgotten(seen, run)))
                .flatMap(run -> Stream.ofNullable(run.job()))
                .toList();
    }

    private static Stream<ObservedRun> tidy(Observation seen) {
        return seen.runs().stream()
                .filter(run -> run.closed().isPresent() && !run.underWay())
                .filter(run -> run.job() != null && Jobs.terminal(run.job()));
    }

    private static boolean isForgotten(Observation seen, ObservedRun run) {
        return !isNews(seen, run) && isDoneWith(seen, run);
    }

    /** What may have changed the database is remembered until a deploy has looked. */
    private static boolean isNews(Observation seen, ObservedRun run) {
        return run.mayHaveChanged()
                && seen.newestDeploy()
                        .filter(deploy -> deploy.facts().number() < run.facts().number())
                        .isPresent();
    }

    private static boolean isDoneWith(Observation seen, ObservedRun run) {
        return seen.requestOf(run)
                .map(request -> seen.newestOf(request).filter(run::equals).isEmpty())
                .orElse(true);
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
            case Decision.Beside beside -> isIdle(seen, beside.run());
            case Decision.Leave leave -> true;
        };
    }

    private static boolean nothingUnderWay(Observation seen) {
        return seen.runs().stream().noneMatch(ObservedRun::underWay);
    }
}
