package io.dbmigration.operator.plan;

import io.dbmigration.contract.Phase;
import io.dbmigration.contract.Reason;
import io.dbmigration.operator.bundle.BundleSource;
import io.dbmigration.operator.observe.Observation;
import io.dbmigration.operator.observe.ObservedRun;
import io.dbmigration.operator.run.Request;
import io.dbmigration.operator.run.RunPlan;
import io.dbmigration.operator.run.Wish;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one resource in their order: the oldest first, and all before a deploy. One that changes the database and waits
 * holds what is behind it and changes the database, too: the order is what its author saw.
 */
public final class RequestLine {

    private RequestLine() {}

    /** When a request that waits is to be looked at again. */
    public static Optional<Instant> nextLook(Observation seen) {
        return seen.requests().stream()
                .map(request -> Standings.of(seen, request))
                .map(standing -> standing instanceof Standing.Waiting waiting ? waiting.until() : null)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder());
    }

    /** Empty where no request has anything to say about what happens next. */
    static Optional<Decision> next(Observation seen) {
        Decision held = null;
        for (var request : seen.requests()) {
            var standing = Standings.of(seen, request);
            if (standing instanceof Standing.Due due && (held == null || !request.changes())) {
                return Optional.of(start(seen, request, due));
            }
            if (standing instanceof Standing.Waiting waiting && held == null && request.changes()) {
                held = behind(seen, request.text(), waiting.until());
            }
        }
        return Optional.ofNullable(held);
    }

    static boolean isAnyDue(Observation seen) {
        return seen.requests().stream().anyMatch(request -> Standings.of(seen, request) instanceof Standing.Due);
    }

    /** What a deploy would do, if it could start. */
    static Decision behind(Observation seen, String first, @Nullable Instant until) {
        var deploy = Deploys.next(seen);
        return deploy instanceof Decision.Start
                ? new Decision.Wait(Reason.QUEUED, first + " goes first.", Phase.PENDING, until)
                : deploy;
    }

    private static Decision start(Observation seen, Request request, Standing.Due due) {
        var start = new Decision.Start(plan(seen, request, due.previous()));
        return request.changes() ? start : new Decision.Beside(start, behind(seen, request.text(), null));
    }

    private static RunPlan plan(Observation seen, Request request, @Nullable ObservedRun previous) {
        var number = seen.newest().map(run -> run.facts().number()).orElse(0) + 1;
        return new RunPlan(
                seen.migration(),
                seen.bundle() instanceof BundleSource.Found found ? found : BundleSource.NONE,
                Wish.ofRequest(seen.migration(), request),
                number,
                previous == null ? 1 : previous.facts().attempt() + 1,
                previous == null ? null : previous.streak().orElse(null),
                request,
                ProtectedBackups.of(seen),
                false);
    }
}
