package io.dbmigration.runner.cli;

import io.dbmigration.runner.bundle.Bundle;
import io.dbmigration.runner.bundle.BundleReader;
import io.dbmigration.runner.bundle.DigestCheck;
import io.dbmigration.runner.bundle.EmptyBundle;
import io.dbmigration.runner.bundle.PrismaBundleReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The options of every command that looks at a bundle. */
final class CommonOptions {

    private final Argument<Path> migrations = Argument.option(
            Path.class,
            "DIR",
            "The bundle: the folder with one folder for each migration (default: prisma/migrations).",
            "--migrations");

    private final Argument<OutputFormat> output = OutputFormat.option();

    Stream<Argument<?>> arguments() {
        return Stream.of(migrations, output);
    }

    Path migrations() {
        return migrations.orElse(Path.of("prisma", "migrations"));
    }

    OutputFormat output() {
        return output.orElse(OutputFormat.text);
    }

    /** For a command that answers about the bundle alone. @throws WrongUsage there is no such folder */
    Bundle bundle(Path root, DbmCommand command) {
        if (!Files.isDirectory(root)) {
            throw new WrongUsage(command.commandLine(), "There is no folder " + root + ".");
        }
        return reader().read(root);
    }

    /** As Prisma reads it; an empty bundle is one, too. */
    static BundleReader reader() {
        return new PrismaBundleReader(EmptyBundle.ACCEPTED, DigestCheck.any());
    }
}
