package io.dbmigration.runner.cli;

import io.dbmigration.runner.bundle.NewMigration;
import io.dbmigration.runner.report.Json;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes the folder of a new migration. */
@Command(
        name = "new",
        description = "Make the folder of a new migration, with migration.sql and rollback.sql to be written.",
        mixinStandardHelpOptions = true)
final class NewCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private CommonOptions options = new CommonOptions();

    @Parameters(
            paramLabel = "NAME",
            description = "What it does, for example add_invoice_due_date; the time is put before it.")
    private String name = "";

    NewCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var made = make();
        switch (options.output) {
            case json -> terminal.out().println(Json.pretty(made));
            case text -> made.files().forEach(terminal.out()::println);
        }
        made.notices().forEach(notice -> terminal.err().println("dbm: " + notice));
        return CommandLine.ExitCode.OK;
    }

    private NewMigration.Made make() {
        try {
            return new NewMigration(CommonOptions.reader(), Clock.systemUTC()).make(options.migrations, name);
        } catch (IllegalArgumentException badName) {
            throw new WrongUsage(spec.commandLine(), String.valueOf(badName.getMessage()));
        }
    }
}
