package io.dbmigration.operator.plan;

import io.dbmigration.contract.Reason;
import java.time.Instant;
import java.util.Optional;

/** When a run that ended with a reason is tried again. */
final class Retries {

    private Retries() {}

    /**
     * @param streak how often in a row it ended so
     * @return when; empty when only a person goes on
     */
    static Optional<Instant> next(Reason reason, int streak, Instant finishedAt) {
        var retry = reason.retry();
        return switch (retry.kind()) {
            case NONE, KUBERNETES, ON_CHANGE -> Optional.empty();
            case BACKOFF -> Optional.of(finishedAt.plus(Backoff.after(streak)));
            case BACKOFF_THEN_FAILED ->
                Optional.of(finishedAt.plus(streak < retry.failsAt() ? Backoff.after(streak) : Backoff.LONGEST));
            case AT_ONCE_THEN_FAILED -> streak < retry.failsAt() ? Optional.of(finishedAt) : Optional.empty();
        };
    }
}
