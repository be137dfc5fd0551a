package io.dbmigration.runner.job;

import io.dbmigration.contract.KubernetesDuration;
import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.contract.RunRequest;
import io.dbmigration.contract.RunResult;
import io.dbmigration.contract.RunResult.Outcome;
import io.dbmigration.contract.RunnerFiles;
import io.dbmigration.runner.backup.PgTools;
import io.dbmigration.runner.report.Json;
import io.dbmigration.runner.report.Redactor;
import io.dbmigration.runner.report.ReportLog;
import io.dbmigration.runner.report.ResultWriter;
import io.dbmigration.runner.report.TextResult;
import io.dbmigration.runner.report.ThrottledReport;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** The program of the Job's pod: one request from the environment, one result as termination message. */
public final class RunnerMain {

    /** Where the result goes instead of the termination message; for runs outside of a pod. */
    static final String RESULT_VARIABLE = "DBMIGRATION_RESULT";

    private static final String WORK_VARIABLE = "TMPDIR";

    private final Map<String, String> environment;
    private final PrintStream log;
    private final Clock clock;
    private final Redactor redactor = new Redactor();
    private final StopSignal stop = new StopSignal();

    RunnerMain(Map<String, String> environment, PrintStream log, Clock clock) {
        this.environment = environment;
        this.log = log;
        this.clock = clock;
    }

    /** Exit status 0: succeeded; 1: not. The result is told either way. */
    public static void main(String[] arguments) throws IOException {
        var training = Training.wanted(System.getenv());
        if (training.isPresent()) {
            training.get().run();
            return;
        }
        System.exit(new RunnerMain(System.getenv(), System.out, Clock.systemUTC()).run());
    }

    int run() throws IOException {
        try (var _ = Termination.stops(stop)) {
            var result = result();
            new ReportLog(log, redactor).say(TextResult.of(result));
            new ResultWriter(resultFile(), redactor).write(result);
            return result.outcome() == Outcome.Succeeded ? 0 : 1;
        }
    }

    private RunResult result() {
        var report = new ThrottledReport(new ReportLog(log, redactor), clock);
        var work = Path.of(environment.getOrDefault(WORK_VARIABLE, RunnerFiles.WORK));
        var tools = new RunTools(PgTools.of(environment), work, report, stop, clock);
        try {
            var request = request();
            try (var _ = Deadline.start(timeout(request), stop, report::tick)) {
                return carryOut(request, tools);
            }
        } catch (RunException unreadable) {
            return new Deploy("unknown", tools).run(() -> {
                throw unreadable;
            });
        }
    }

    private RunResult carryOut(RunRequest request, RunTools tools) {
        var values = new ValueReader(redactor);
        return switch (request.kind()) {
            case Deploy -> new Deploy(request.run().id(), tools).run(() -> RequestedDeploy.of(request, values));
            case Resolve -> new Resolve(request.run().id(), tools).run(() -> RequestedResolve.of(request, values));
            case Rollback -> new Rollback(request.run().id(), tools).run(() -> RequestedRollback.of(request, values));
            case Backup -> new Backup(request.run().id(), tools).run(() -> RequestedBackup.wanted(request, values));
            case Restore -> new Restore(request.run().id(), tools).run(() -> RequestedRestore.of(request, values));
            case Inspect -> new Inspect(request.run().id(), tools).run(request, values);
        };
    }

    private static Duration timeout(RunRequest request) {
        try {
            return KubernetesDuration.parse(request.timeout());
        } catch (IllegalArgumentException wrong) {
            throw new RunException(Reason.RUNNER_FAILED, "The request's timeout is " + wrong.getMessage() + ".", wrong);
        }
    }

    private RunRequest request() {
        var json = environment.get(RunnerFiles.REQUEST_VARIABLE);
        if (json == null) {
            throw new RunException(
                    Reason.RUNNER_FAILED,
                    RunnerFiles.REQUEST_VARIABLE
                            + " is not set: this program is started by the operator. People use dbm.");
        }
        return Json.request(json);
    }

    private Path resultFile() {
        return Path.of(environment.getOrDefault(RESULT_VARIABLE, RunnerFiles.TERMINATION_MESSAGE));
    }
}
