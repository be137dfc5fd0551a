package io.dbmigration.runner.cli;

import io.dbmigration.runner.job.StatusLook;
import io.dbmigration.runner.report.Json;
import io.dbmigration.runner.report.TextStatus;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows how a database stands to a bundle. */
@Command(
        name = "status",
        description = {
            "Show how a database stands to a bundle: pending, failed, edited, missing migrations.",
            "Only reads, and takes no lock. Exit status 0 exactly where prisma migrate status has it: nothing is pending or failed."
        },
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private CommonOptions options = new CommonOptions();

    @Mixin
    private DatabaseOption database = new DatabaseOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    StatusCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var url = database.url(terminal, spec.commandLine());
        var look = new StatusLook(DatabaseOption.settings(url, terminal), CommandRun.workFolder());
        var status = look.look(options.migrations, CommonOptions.reader());
        terminal.out()
                .println(
                        switch (options.output) {
                            case json -> Json.pretty(status);
                            case text -> TextStatus.of(status);
                        });
        return status.upToDate() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }
}
