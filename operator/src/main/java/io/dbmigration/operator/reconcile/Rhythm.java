package io.dbmigration.operator.reconcile;

import io.dbmigration.operator.observe.Observation;
import io.dbmigration.operator.observe.ObservedRun;
import io.dbmigration.operator.outcome.Outcome;
import io.dbmigration.operator.plan.Decision;
import io.dbmigration.operator.plan.RequestLine;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** When to look again, at the latest: events come first. */
final class Rhythm {

    /** Progress comes from the log, which announces nothing. */
    static final Duration PROGRESS = Duration.ofSeconds(2);

    /** Trouble with quotas and volumes comes from events, which are not watched. */
    static final Duration START = Duration.ofSeconds(5);

    private static final Duration AT_ONCE = Duration.ofMillis(1);
    private static final Duration STALE = Duration.ofMillis(300);

    private Rhythm() {}

    /** Empty: an event goes on. */
    static Optional<Duration> next(Observation seen, Decision decision) {
        if (isOnlyTold(seen, decision)) {
            return Optional.of(AT_ONCE);
        }
        return Stream.of(of(seen, decision), RequestLine.nextLook(seen).flatMap(due -> until(due, seen.now())))
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
    }

    /** The end of a run was told in this pass; what comes after it was not looked at. */
    private static boolean isOnlyTold(Observation seen, Decision decision) {
        return !(decision instanceof Decision.Leave)
                && seen.newest()
                        .filter(run -> run.closed().isPresent() && !run.underWay() && !seen.isRecorded(run))
                        .isPresent();
    }

    private static Optional<Duration> of(Observation seen, Decision decision) {
        return switch (decision) {
            case Decision.Start start -> Optional.of(STALE);
            case Decision.Withdraw withdraw -> Optional.of(STALE);
            case Decision.LookAgain again -> Optional.of(STALE);
            case Decision.Working working -> Optional.of(working(working.run()));
            case Decision.Wait wait -> until(wait.until(), seen.now());
            case Decision.Done done -> Optional.empty();
            case Decision.Blocked blocked -> Optional.empty();
            case Decision.Suspended suspended -> Optional.empty();
            case Decision.Beside beside ->
                Stream.of(of(seen, beside.run()), of(seen, beside.told()))
                        .flatMap(Optional::stream)
                        .min(Comparator.naturalOrder());
            case Decision.Leave leave -> Optional.empty();
        };
    }

    private static Duration working(ObservedRun run) {
        return switch (run.outcome()) {
            case Outcome.NotStarted waiting -> START;
            case Outcome.Running running -> PROGRESS;
            case Outcome.Closed closed -> run.underWay() ? START : AT_ONCE;
        };
    }

    private static Optional<Duration> until(@Nullable Instant due, Instant now) {
        if (due == null) {
            return Optional.empty();
        }
        var wait = Duration.between(now, due);
        return Optional.of(wait.compareTo(AT_ONCE) < 0 ? AT_ONCE : wait);
    }
}
