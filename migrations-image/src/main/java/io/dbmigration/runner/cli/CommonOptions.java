package io.dbmigration.runner.cli;

import io.dbmigration.runner.bundle.BundleReader;
import io.dbmigration.runner.bundle.DigestCheck;
import io.dbmigration.runner.bundle.EmptyBundle;
import io.dbmigration.runner.bundle.PrismaBundleReader;
import java.nio.file.Path;
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

    /** As Prisma reads it; an empty bundle is one, too. */
    static BundleReader reader() {
        return new PrismaBundleReader(EmptyBundle.ACCEPTED, DigestCheck.any());
    }
}
