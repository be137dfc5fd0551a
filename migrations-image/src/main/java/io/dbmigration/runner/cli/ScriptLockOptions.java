package io.dbmigration.runner.cli;

import io.dbmigration.runner.job.Limits;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Of the commands that run scripts. */
final class ScriptLockOptions {

    private static final Duration BUDGET = Duration.ofMinutes(10);

    @Mixin
    private LockOption lock = new LockOption();

    @Option(
            names = "--lock-timeout",
            paramLabel = "D",
            description =
                    "How long each try of a script waits for a lock, for example 2s (default: the role's own setting).")
    private @Nullable Duration lockTimeout;

    Limits limits() {
        return new Limits(lock.timeout(), lockTimeout, BUDGET, null);
    }
}
