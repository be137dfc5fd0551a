package io.dbmigration.runner.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that looks at a bundle. */
final class CommonOptions {

    @Option(
            names = "--migrations",
            paramLabel = "DIR",
            description = "The bundle: the folder with one folder for each migration (default: prisma/migrations).")
    Path migrations = Path.of("prisma", "migrations");

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "text, or json: one document on standard output (default: text).")
    OutputFormat output = OutputFormat.text;

    /** The database. */
    static final class DatabaseOption {

        @Option(
                names = "--url",
                paramLabel = "URL",
                description =
                        "The database, as Prisma writes it (default: the variable DATABASE_URL, which keeps the password out of"
                                + " the list of processes).")
        @Nullable
        String url;
    }
}
