package io.dbmigration.operator.plan;

import static java.util.Objects.requireNonNull;

import io.dbmigration.api.ConditionType;
import io.dbmigration.contract.BundleLayout;
import io.dbmigration.contract.Phase;
import io.dbmigration.contract.Reason;
import io.dbmigration.operator.bundle.BundleFinder;
import io.dbmigration.operator.bundle.BundleSource;
import io.dbmigration.operator.observe.Observation;
import io.dbmigration.operator.outcome.Outcome;
import io.dbmigration.operator.outcome.OutcomeReader;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What stands in the way of any run. */
final class Obstacles {

    private Obstacles() {}

    static Optional<Decision> inTheWay(Observation seen) {
        if (seen.spec().suspended()) {
            return Optional.of(suspended(seen));
        }
        if (seen.olderTwin() != null) {
            return Optional.of(new Decision.Blocked(
                    Reason.DUPLICATE_TARGET,
                    "DatabaseMigration " + seen.olderTwin() + " is older and has the same database."));
        }
        return ofBundle(seen, pendingSince(seen))
                .map(obstacle -> obstacle.reason() == Reason.BUNDLE_INVALID
                        ? new Decision.Blocked(obstacle.reason(), obstacle.explanation())
                        : obstacle);
    }

    /** @param since when the waiting began */
    static Optional<Decision.Wait> ofBundle(Observation seen, Instant since) {
        return switch (seen.bundle()) {
            case BundleSource.Missing missing ->
                Optional.of(pending(
                        seen, since, Reason.BUNDLE_NOT_FOUND, "There is no ConfigMap " + missing.configMap() + "."));
            case BundleSource.Found found -> unfit(seen, since, found);
        };
    }

    private static Decision suspended(Observation seen) {
        return new Decision.Suspended(seen.newestDeploy()
                .filter(run -> seen.isAsked(run)
                        && !seen.isOutdated(run)
                        && run.closed().filter(Outcome.Closed::succeeded).isPresent())
                .orElse(null));
    }

    private static Optional<Decision.Wait> unfit(Observation seen, Instant since, BundleSource.Found found) {
        var bundle = requireNonNull(seen.spec().bundle(), "spec.bundle");
        if (BundleFinder.isNotThePinned(found, bundle.digest())) {
            return Optional.of(pending(
                    seen,
                    since,
                    Reason.BUNDLE_INCOMPLETE,
                    "The ConfigMap holds " + found.digest() + ", not " + bundle.digest() + "."));
        }
        if (bundle.configMap() != null && !holdsScripts(found.keys())) {
            return Optional.of(pending(
                    seen,
                    since,
                    Reason.BUNDLE_INVALID,
                    "ConfigMap " + bundle.configMap().name() + " has neither a key <migration>.sql nor "
                            + BundleLayout.ARCHIVE_KEY + "."));
        }
        return Optional.empty();
    }

    private static boolean holdsScripts(List<String> keys) {
        return keys.contains(BundleLayout.ARCHIVE_KEY)
                || keys.stream()
                        .flatMap(key -> BundleLayout.pathOfKey(key).stream())
                        .anyMatch(path -> path.endsWith("/" + BundleLayout.SCRIPT));
    }

    /** Watched sources announce themselves; others are looked at again. */
    private static Decision.Wait pending(Observation seen, Instant since, Reason reason, String explanation) {
        var until = seen.now().plus(Backoff.since(since, seen.now()));
        return new Decision.Wait(reason, explanation, Phase.PENDING, until);
    }

    private static Instant pendingSince(Observation seen) {
        if (seen.before() == null || seen.before().conditions() == null) {
            return seen.now();
        }
        return seen.before().conditions().stream()
                .filter(condition -> ConditionType.RECONCILING.text().equals(condition.getType()))
                .map(condition -> OutcomeReader.instant(condition.getLastTransitionTime()))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(seen.now());
    }
}
