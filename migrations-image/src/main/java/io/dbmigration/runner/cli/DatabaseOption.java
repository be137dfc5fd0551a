package io.dbmigration.runner.cli;

import io.dbmigration.runner.database.ConnectionSettings;
import java.util.stream.Stream;

/** The database: of the option, or else of the environment; no output shows its password. */
final class DatabaseOption {

    private static final String VARIABLE = "DATABASE_URL";

    private final Argument<String> url = Argument.option(
            String.class,
            "URL",
            "The database, as Prisma writes it (default: the variable DATABASE_URL, which keeps the password out of"
                    + " the list of processes).",
            "--url");

    Stream<Argument<?>> arguments() {
        return Stream.of(url);
    }

    /**
     * Hidden from all output from now on.
     *
     * @throws WrongUsage there is none
     */
    String url(DbmCommand command) {
        var terminal = command.terminal();
        var given = url.given() ? url.value() : terminal.environment().get(VARIABLE);
        if (given == null || given.isBlank()) {
            throw new WrongUsage(command.commandLine(), "No database: give --url, or set " + VARIABLE + ".");
        }
        terminal.redactor().hide(given);
        return given;
    }

    /** @throws io.dbmigration.contract.RunException DatabaseUrlInvalid, PoolerDetected, TlsFailed */
    static ConnectionSettings settings(String url, Terminal terminal) {
        var settings = ConnectionSettings.parse(url);
        if (settings.password() != null) {
            terminal.redactor().hide(settings.password().value());
        }
        return settings;
    }
}
