package io.dbmigration.runner.cli;

import io.dbmigration.runner.job.Limits;
import java.time.Duration;
import java.util.stream.Stream;

/** Of the commands that run scripts. */
final class ScriptLockOptions {

    private static final Duration BUDGET = Duration.ofMinutes(10);

    private final LockOption lock = new LockOption();

    private final Argument<Duration> lockTimeout = Argument.option(
            Duration.class,
            "D",
            "How long each try of a script waits for a lock, for example 2s (default: the role's own setting).",
            "--lock-timeout");

    Stream<Argument<?>> arguments() {
        return Stream.concat(lock.arguments(), Stream.of(lockTimeout));
    }

    Limits limits() {
        return new Limits(lock.timeout(), lockTimeout.orNull(), BUDGET, null);
    }
}
