package io.dbmigration.runner.cli;

import io.dbmigration.contract.RunResult;
import io.dbmigration.contract.RunResult.Outcome;
import io.dbmigration.runner.backup.PgTools;
import io.dbmigration.runner.job.RunTools;
import io.dbmigration.runner.job.StopSignal;
import io.dbmigration.runner.job.Termination;
import io.dbmigration.runner.report.Json;
import io.dbmigration.runner.report.TextReport;
import io.dbmigration.runner.report.TextResult;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.ExitCode;

/**
 * A run that a person or a pipeline started: its tools, and how its result is told. SIGTERM and SIGINT stop it.
 *
 * @param id of the run, from the clock
 */
record CommandRun(String id, Terminal terminal, StopSignal stop, Clock clock) {

    private static final DateTimeFormatter ID =
            DateTimeFormatter.ofPattern("'dbm-'yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    static CommandRun start(Terminal terminal) {
        var clock = Clock.systemUTC();
        return new CommandRun(ID.format(clock.instant()), terminal, new StopSignal(), clock);
    }

    RunTools tools() {
        var report = new TextReport(terminal.err(), terminal.redactor(), terminal.interactive());
        return new RunTools(PgTools.of(terminal.environment()), workFolder(), report, stop, clock);
    }

    static Path workFolder() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    /** The exit status. */
    int carryOut(OutputFormat output, Function<RunTools, RunResult> work) {
        return carryOut(output, work, result -> Optional.empty());
    }

    /** @param next what to do with a good result, for people */
    int carryOut(OutputFormat output, Function<RunTools, RunResult> work, Function<RunResult, Optional<String>> next) {
        try (var _ = Termination.stops(stop)) {
            var result = terminal.redactor().result(work.apply(tools()));
            var succeeded = result.outcome() == Outcome.Succeeded;
            switch (output) {
                case json -> terminal.out().println(Json.pretty(result));
                case text ->
                    (succeeded ? terminal.out() : terminal.err()).println(TextResult.of(result, CommandLineAdvice::of));
            }
            if (succeeded && output == OutputFormat.text) {
                next.apply(result).ifPresent(terminal.out()::println);
            }
            return succeeded ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }
}
