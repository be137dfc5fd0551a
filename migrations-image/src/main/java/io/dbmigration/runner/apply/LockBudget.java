package io.dbmigration.runner.apply;

import io.dbmigration.contract.KubernetesDuration;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** How often and how long an atomic script is tried again when it meets locks of others. */
final class LockBudget {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private final Duration budget;
    private final Optional<Duration> eachTry;
    private final RandomGenerator random;
    private final long start = System.nanoTime();
    private int tries = 1;

    /** @param eachTry the lock_timeout of one try; empty: the role's own */
    LockBudget(Duration budget, Optional<Duration> eachTry, RandomGenerator random) {
        this.budget = budget;
        this.eachTry = eachTry;
        this.random = random;
    }

    static LockBudget of(ApplyContext context) {
        return new LockBudget(
                context.settings().lockBudget(), new LockTimeout(context).forOneTry(), ThreadLocalRandom.current());
    }

    boolean allowsAnotherTry() {
        return System.nanoTime() - start < budget.toNanos();
    }

    /** Counts one more try; doubled each time, with jitter so that two who block each other part. */
    Duration nextPause() {
        var doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(tries - 1, 10));
        tries++;
        var longest = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
        var left = budget.minusNanos(System.nanoTime() - start);
        var jittered = longest.multipliedBy(random.nextInt(50, 151)).dividedBy(100);
        return jittered.compareTo(left) < 0 ? jittered : left.isNegative() ? Duration.ZERO : left;
    }

    /** The number of the try under way, from 1. */
    int tries() {
        return tries;
    }

    /** One sentence for people. */
    String describe() {
        return "It met locks of others in %d %s%s within the lock budget of %s."
                .formatted(
                        tries,
                        tries == 1 ? "try" : "tries",
                        eachTry.map(length -> " of " + KubernetesDuration.format(length))
                                .orElse(""),
                        KubernetesDuration.format(budget));
    }
}
