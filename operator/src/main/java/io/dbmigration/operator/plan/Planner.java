package io.dbmigration.operator.plan;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.dbmigration.operator.bundle.BundleSource;
import io.dbmigration.operator.observe.Observation;
import io.dbmigration.operator.observe.ObservedRun;
import io.dbmigration.operator.outcome.Outcome;
import io.dbmigration.operator.run.RunFacts;
import io.dbmigration.operator.run.RunPlan;
import org.jspecify.annotations.Nullable;

/** Decides what to do next. Pure: the same observation gives the same decision. */
public final class Planner {

    private final String runnerImage;

    /** @param runnerImage a run with another one that has never started is replaced */
    public Planner(String runnerImage) {
        this.runnerImage = runnerImage;
    }

    /** First what runs, then what stands in the way, then what the newest run says. */
    public Decision decide(Observation seen) {
        var open = seen.newest().filter(run -> run.closed().isEmpty());
        if (open.isPresent()) {
            return underWay(seen, open.get());
        }
        if (seen.deleting()) {
            return seen.newest()
                    .filter(ObservedRun::underWay)
                    .<Decision>map(Decision.Working::new)
                    .orElseGet(Decision.Leave::new);
        }
        return Obstacles.inTheWay(seen).orElseGet(() -> next(seen));
    }

    private Decision underWay(Observation seen, ObservedRun run) {
        return !run.started() && run.job() != null && isUnwanted(seen, run.facts())
                ? new Decision.Withdraw(run)
                : new Decision.Working(run);
    }

    /** A typing error in an image name must not block its own correction until the Job's deadline. */
    private boolean isUnwanted(Observation seen, RunFacts facts) {
        var wish = seen.wish();
        return seen.deleting()
                || seen.spec().suspended()
                || !runnerImage.equals(facts.image())
                || (wish != null && !wish.equals(facts.wish()));
    }

    private static Decision next(Observation seen) {
        var newest = seen.newest();
        if (newest.isEmpty()) {
            return start(seen, 1, 1);
        }
        var run = newest.get();
        var end = run.closed().orElseThrow();
        if (seen.isAsked(run) && end.succeeded()) {
            return new Decision.Done(run);
        }
        // Its end is told before the next begins, so that no result goes unsaid.
        if (run.underWay() || !seen.isRecorded(run)) {
            return new Decision.Working(run);
        }
        if (!seen.isAsked(run)) {
            return start(seen, run.facts().number() + 1, 1);
        }
        return isStartedOver(seen, run.facts())
                ? start(seen, run.facts().number() + 1, run.facts().attempt() + 1)
                : retry(seen, run, end);
    }

    /** Another spec, even one that changes nothing about the database, starts over what has failed. */
    private static boolean isStartedOver(Observation seen, RunFacts facts) {
        var before = facts.wish().specHash();
        return !before.isEmpty() && !before.equals(requireNonNull(seen.wish()).specHash());
    }

    private static Decision retry(Observation seen, ObservedRun run, Outcome.Closed end) {
        var streak = run.streak().orElseThrow();
        var due = Retries.next(end.reason(), streak.count(), requireNonNullElse(end.finishedAt(), seen.now()));
        if (due.isEmpty()) {
            return new Decision.Blocked(end.reason(), end.message());
        }
        return due.get().isAfter(seen.now())
                ? new Decision.Wait(end.reason(), end.message(), end.reason().phaseAt(streak.count()), due.get())
                : again(seen, run);
    }

    private static Decision again(Observation seen, ObservedRun run) {
        var facts = run.facts();
        return new Decision.Start(plan(seen, facts.number() + 1, facts.attempt() + 1, run));
    }

    private static Decision start(Observation seen, int number, int attempt) {
        return new Decision.Start(plan(seen, number, attempt, null));
    }

    private static RunPlan plan(Observation seen, int number, int attempt, @Nullable ObservedRun previous) {
        return new RunPlan(
                seen.migration(),
                (BundleSource.Found) seen.bundle(),
                requireNonNull(seen.wish()),
                number,
                attempt,
                previous == null ? null : previous.streak().orElse(null));
    }
}
