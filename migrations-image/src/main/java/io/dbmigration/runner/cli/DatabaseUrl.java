package io.dbmigration.runner.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** The URL of the option, or else of the environment; no output shows it. */
final class DatabaseUrl {

    private static final String VARIABLE = "DATABASE_URL";

    private DatabaseUrl() {}

    /** @throws WrongUsage there is none */
    static String of(@Nullable String option, Terminal terminal, CommandLine command) {
        var url = option == null ? terminal.environment().get(VARIABLE) : option;
        if (url == null || url.isBlank()) {
            throw new WrongUsage(command, "No database: give --url, or set " + VARIABLE + ".");
        }
        terminal.redactor().hide(url);
        return url;
    }
}
