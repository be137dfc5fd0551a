package io.dbmigration.runner.cli;

import io.dbmigration.runner.bundle.NewMigration;
import io.dbmigration.runner.report.Json;
import java.time.Clock;
import picocli.CommandLine;

/** Makes the folder of a new migration. */
final class NewCommand extends DbmCommand {

    private final CommonOptions options = new CommonOptions();
    private final Argument<String> name = Argument.parameter(
            String.class, "NAME", "1", "What it does, for example add_invoice_due_date; the time is put before it.");

    NewCommand(Terminal terminal) {
        super(
                terminal,
                "new",
                "Make the folder of a new migration, with migration.sql and rollback.sql to be written.");
        takes(options.arguments());
        takes(name);
    }

    @Override
    public Integer call() {
        var made = make();
        switch (options.output()) {
            case json -> terminal().out().println(Json.pretty(made));
            case text -> made.files().forEach(terminal().out()::println);
        }
        made.notices().forEach(notice -> terminal().err().println("dbm: " + notice));
        return CommandLine.ExitCode.OK;
    }

    private NewMigration.Made make() {
        try {
            return new NewMigration(CommonOptions.reader(), Clock.systemUTC()).make(options.migrations(), name.value());
        } catch (IllegalArgumentException badName) {
            throw new WrongUsage(commandLine(), String.valueOf(badName.getMessage()));
        }
    }
}
