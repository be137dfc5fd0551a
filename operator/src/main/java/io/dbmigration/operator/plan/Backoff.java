package io.dbmigration.operator.plan;

import java.time.Duration;
import java.time.Instant;

/** How long to wait before the next try: from 10 s, doubled up to 5 min. */
final class Backoff {

    static final Duration FIRST = Duration.ofSeconds(10);
    static final Duration LONGEST = Duration.ofMinutes(5);

    private Backoff() {}

    /** @param streak 1 for the first failure */
    static Duration after(int streak) {
        var doublings = Math.clamp(streak - 1L, 0, 16);
        var wait = FIRST.multipliedBy(1L << doublings);
        return wait.compareTo(LONGEST) < 0 ? wait : LONGEST;
    }

    /** For what is polled and leaves no run to count: as long again as it has lasted. */
    static Duration since(Instant begin, Instant now) {
        var lasted = Duration.between(begin, now);
        if (lasted.compareTo(FIRST) < 0) {
            return FIRST;
        }
        return lasted.compareTo(LONGEST) < 0 ? lasted : LONGEST;
    }
}
