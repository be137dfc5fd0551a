package io.dbmigration.runner.cli;

import java.time.Duration;
import java.util.stream.Stream;

/** Of every command that must be alone at the database. */
final class LockOption {

    private final Argument<Duration> timeout = Argument.option(
            Duration.class,
            "D",
            "How long to wait for a deploy that is under way (default: 10s).",
            "--advisory-lock-timeout");

    Stream<Argument<?>> arguments() {
        return Stream.of(timeout);
    }

    Duration timeout() {
        return timeout.orElse(Duration.ofSeconds(10));
    }
}
