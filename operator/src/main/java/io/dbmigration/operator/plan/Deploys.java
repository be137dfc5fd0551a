package io.dbmigration.operator.plan;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.dbmigration.operator.bundle.BundleSource;
import io.dbmigration.operator.observe.Observation;
import io.dbmigration.operator.observe.ObservedRun;
import io.dbmigration.operator.outcome.Outcome;
import io.dbmigration.operator.run.RunFacts;
import io.dbmigration.operator.run.RunPlan;
import io.dbmigration.operator.run.Streak;
import org.jspecify.annotations.Nullable;

/** Decides about the deploy: what stands in its way, then what the newest one says. */
final class Deploys {

    private Deploys() {}

    static Decision next(Observation seen) {
        return Obstacles.inTheWay(seen).orElseGet(() -> afterTheNewest(seen));
    }

    private static Decision afterTheNewest(Observation seen) {
        var newest = seen.newestDeploy();
        if (newest.isEmpty()) {
            return start(seen, null, 1);
        }
        var run = newest.get();
        var end = run.closed().orElseThrow();
        var outdated = seen.isOutdated(run);
        if (seen.isAsked(run) && end.succeeded() && !outdated) {
            return new Decision.Done(run);
        }
        // Its end is told before the next begins, so that no result goes unsaid.
        if (run.underWay() || !seen.isRecorded(run)) {
            return new Decision.Working(run);
        }
        if (!seen.isAsked(run) || outdated) {
            return start(seen, run, 1);
        }
        return isStartedOver(seen, run.facts()) ? start(seen, run, run.facts().attempt() + 1) : retry(seen, run, end);
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
        return new Decision.Start(plan(
                seen,
                run.facts().attempt() + 1,
                run.streak().orElse(null),
                run.facts().afterResolution()));
    }

    /** @param before the deploy before it */
    private static Decision start(Observation seen, @Nullable ObservedRun before, int attempt) {
        return new Decision.Start(plan(seen, attempt, null, before != null && seen.isResolvedSince(before)));
    }

    private static RunPlan plan(Observation seen, int attempt, @Nullable Streak previous, boolean afterResolution) {
        return new RunPlan(
                seen.migration(),
                (BundleSource.Found) seen.bundle(),
                requireNonNull(seen.wish()),
                seen.newest().map(run -> run.facts().number()).orElse(0) + 1,
                attempt,
                previous,
                null,
                ProtectedBackups.of(seen),
                afterResolution);
    }
}
