package io.dbmigration.runner.cli;

import java.time.Duration;
import picocli.CommandLine.Option;

/** Of every command that must be alone at the database. */
final class LockOption {

    @Option(
            names = "--advisory-lock-timeout",
            paramLabel = "D",
            description = "How long to wait for a deploy that is under way (default: 10s).")
    private Duration timeout = Duration.ofSeconds(10);

    Duration timeout() {
        return timeout;
    }
}
