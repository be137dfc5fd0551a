package io.dbmigration.runner.cli;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.runner.job.StatusLook;
import io.dbmigration.runner.job.Termination;
import io.dbmigration.runner.report.Json;
import io.dbmigration.runner.report.StatusReport;
import io.dbmigration.runner.report.TextStatus;
import picocli.CommandLine;

/** Shows how a database stands to a bundle. */
final class StatusCommand extends DbmCommand {

    private final CommonOptions options = new CommonOptions();
    private final DatabaseOption database = new DatabaseOption();

    StatusCommand(Terminal terminal) {
        super(
                terminal,
                "status",
                "Show how a database stands to a bundle: pending, failed, edited, missing migrations.",
                "Only reads, and takes no lock. Exit status 0 exactly where prisma migrate status has it: nothing is pending or failed.");
        takes(options.arguments());
        takes(database.arguments());
    }

    /** A pipeline that parses the answer gets one, whoever ended it. */
    private void sayStopped() {
        if (options.output() == OutputFormat.json) {
            var stopped = new RunException(Reason.INTERRUPTED, "The command was told to stop before it had looked.");
            terminal().out().println(Json.pretty(Refusal.of(stopped, terminal().redactor())));
        }
    }

    @Override
    public Integer call() {
        var url = database.url(this);
        var look = new StatusLook(DatabaseOption.settings(url, terminal()), CommandRun.workFolder());
        StatusReport status;
        try (var _ = Termination.tells(this::sayStopped)) {
            status = look.look(options.migrations(), CommonOptions.reader());
        }
        terminal()
                .out()
                .println(
                        switch (options.output()) {
                            case json -> Json.pretty(status);
                            case text -> TextStatus.of(status);
                        });
        return status.upToDate() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }
}
