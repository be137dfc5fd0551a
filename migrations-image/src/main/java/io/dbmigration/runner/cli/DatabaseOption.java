package io.dbmigration.runner.cli;

import io.dbmigration.runner.database.ConnectionSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The database: of the option, or else of the environment; no output shows its password. */
final class DatabaseOption {

    private static final String VARIABLE = "DATABASE_URL";

    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "The database, as Prisma writes it (default: the variable DATABASE_URL, which keeps the password out of"
                            + " the list of processes).")
    private @Nullable String url;

    /**
     * Hidden from all output from now on.
     *
     * @throws WrongUsage there is none
     */
    String url(Terminal terminal, CommandLine command) {
        var given = url == null ? terminal.environment().get(VARIABLE) : url;
        if (given == null || given.isBlank()) {
            throw new WrongUsage(command, "No database: give --url, or set " + VARIABLE + ".");
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
