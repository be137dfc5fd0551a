package io.dbmigration.operator.plan;

import io.dbmigration.contract.RunKind;
import io.dbmigration.operator.observe.Observation;
import io.dbmigration.operator.observe.ObservedRun;
import io.dbmigration.operator.outcome.Outcome;

/** Decides what to do next. Pure: the same observation gives the same decision. */
public final class Planner {

    private final String runnerImage;

    /** @param runnerImage a run with another one that has never started is replaced */
    public Planner(String runnerImage) {
        this.runnerImage = runnerImage;
    }

    /** First what runs, then requests by age, then the deploy. */
    public Decision decide(Observation seen) {
        var newest = seen.newest();
        if (newest.isPresent() && newest.get().closed().isEmpty()) {
            return underWay(seen, newest.get());
        }
        if (seen.deleting()) {
            return newest.filter(ObservedRun::underWay)
                    .<Decision>map(Decision.Working::new)
                    .orElseGet(Decision.Leave::new);
        }
        if (newest.isPresent() && isUntold(seen, newest.get())) {
            return newest.get().facts().kind() == RunKind.Deploy
                    ? Deploys.next(seen)
                    : new Decision.Beside(new Decision.Working(newest.get()), Deploys.next(seen));
        }
        return RequestLine.next(seen).orElseGet(() -> Deploys.next(seen));
    }

    /** Every end is told before the next run begins. A request's says of the resource itself what the deploy says then. */
    private static boolean isUntold(Observation seen, ObservedRun run) {
        return run.underWay() || !seen.isRecorded(run);
    }

    private Decision underWay(Observation seen, ObservedRun run) {
        var decision = run.job() != null && cannotStart(run) && isUnwanted(seen, run)
                ? new Decision.Withdraw(run)
                : new Decision.Working(run);
        var request = run.facts().request();
        return request == null || run.facts().changesByRequest() || seen.deleting()
                ? decision
                : new Decision.Beside(decision, RequestLine.behind(seen, request.text(), null));
    }

    /** Only then: what a pod says of itself lags behind, and one that is about to start may work by now. */
    private static boolean cannotStart(ObservedRun run) {
        return run.outcome() instanceof Outcome.NotStarted waiting && waiting.trouble() != null;
    }

    /** A typing error in an image name must not block its own correction until the Job's deadline. */
    private boolean isUnwanted(Observation seen, ObservedRun run) {
        var facts = run.facts();
        if (seen.deleting() || !runnerImage.equals(facts.image())) {
            return true;
        }
        if (facts.kind() != RunKind.Deploy) {
            return seen.requestOf(run).isEmpty();
        }
        var wish = seen.wish();
        return seen.spec().suspended()
                || (wish != null && !wish.equals(facts.wish()))
                || (hasTrouble(run) && RequestLine.isAnyDue(seen));
    }

    private static boolean hasTrouble(ObservedRun run) {
        return run.outcome() instanceof Outcome.NotStarted waiting && waiting.trouble() != null;
    }
}
