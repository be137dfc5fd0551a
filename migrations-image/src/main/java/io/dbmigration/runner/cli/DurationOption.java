package io.dbmigration.runner.cli;

import io.dbmigration.contract.KubernetesDuration;
import java.time.Duration;
import picocli.CommandLine;

/** Durations are written as in the resources: {@code 90s}, {@code 5m}. */
final class DurationOption {

    private DurationOption() {}

    static Duration parse(String text) {
        try {
            return KubernetesDuration.parse(text);
        } catch (IllegalArgumentException wrong) {
            throw new CommandLine.TypeConversionException(wrong.getMessage());
        }
    }
}
