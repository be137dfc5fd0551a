package io.dbmigration.runner.apply;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.runner.history.Execution;
import io.dbmigration.runner.history.HistoryRow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says what became of a script: makes its session idle, reads the row, writes down what happened. */
final class Judge {

    private static final Logger LOG = LoggerFactory.getLogger(Judge.class);

    private final ApplyContext context;
    private final RowTruth truth;
    private final LockBudget budget;

    Judge(ApplyContext context, LockBudget budget) {
        this.context = context;
        this.truth = new RowTruth(context);
        this.budget = budget;
    }

    Verdict judge(Attempt attempt, Ending ending, Failures failures) {
        var settled = new Settling(context, truth).settle(ending);
        // The session's shutdown may be the server's: a new bookkeeping connection tells which server it is now.
        return settled.lostConnection()
                ? decide(
                        attempt, settled, failures, truth.readAnew(attempt.row().id()))
                : decide(attempt, settled, failures, truth.read(attempt.row().id()));
    }

    private Verdict decide(Attempt attempt, Ending ending, Failures failures, RowReading reading) {
        if (reading instanceof RowReading.Found(var row) && row.applied()) {
            return new Verdict.Final(applied(row, failures));
        }
        return switch (reading) {
            case RowReading.Found(var row)
            when row.failed() -> unfinished(attempt.with(row, attempt.marker()), ending, failures);
            case RowReading.Found rolledBack -> new Verdict.Final(takenAway(attempt, ending, failures));
            case RowReading.Gone gone -> new Verdict.Final(takenAway(attempt, ending, failures));
            case RowReading.Unreadable(var why) -> new Verdict.Final(unreadable(attempt, ending, failures, why));
        };
    }

    private Verdict unfinished(Attempt attempt, Ending ending, Failures failures) {
        var committed = failures.answer().committed();
        if (ending == Ending.REFUSED && attempt.isOneTransaction() && !committed) {
            if (new Fallback(attempt, failures).helps()) {
                return new Verdict.StatementByStatement(attempt);
            }
            if (attempt.execution() == Execution.ATOMIC
                    && failures.answer().sqlState().equals("25006")
                    && new ReadOnlyServer(context).isReadOnly()) {
                return failed(failures, Reason.READ_ONLY_SERVER, UnfinishedRow.NOTHING_LEFT);
            }
        }
        var row = new UnfinishedRow(attempt.marker(), ending, failures.reached(), attempt.statements());
        return switch (row.ifCommitted(committed).ruling(budget)) {
            case Ruling.Repeat again -> new Verdict.Again(attempt, failures.sentence());
            case Ruling.Leave(var reason, var consequence) -> failed(failures, reason, consequence);
            case Ruling.Write write -> written(attempt, ending, failures, write);
        };
    }

    private Verdict written(Attempt attempt, Ending ending, Failures failures, Ruling.Write write) {
        try {
            var logs = write.marker().format(failures.logs());
            if (context.history().changeLogs(attempt.row(), logs).isEmpty()) {
                var now = truth.read(attempt.row().id());
                if (!isAsItWas(attempt.row(), now)) {
                    return decide(attempt, ending, failures, now);
                }
                LOG.warn("a trigger or rule keeps the failure of {} out of its row", attempt.migration());
            }
        } catch (RunException unwritten) {
            LOG.warn("the failure of {} could not be written into its row", attempt.migration(), unwritten);
        }
        return failed(failures, write.reason(), write.consequence());
    }

    private static boolean isAsItWas(HistoryRow before, RowReading now) {
        return now instanceof RowReading.Found(var row) && row.saysTheSameAs(before);
    }

    private static Outcome applied(HistoryRow row, Failures failures) {
        return new Outcome.Applied(row, failures.durability());
    }

    private static Outcome takenAway(Attempt attempt, Ending ending, Failures failures) {
        if (attempt.execution() != Execution.ATOMIC || failures.answer().committed()) {
            var consequence = "Somebody else changed its row meanwhile; the script had got to statement %d of %d."
                    .formatted(failures.reached(), attempt.statements());
            return new Outcome.Failed(failures.because(Reason.OUTCOME_UNKNOWN, consequence));
        }
        if (ending.cutOff() || ending.lostConnection()) {
            return new Outcome.Failed(failures.because(
                    Reason.INTERRUPTED, "Its row was taken away meanwhile. " + UnfinishedRow.NOTHING_LEFT));
        }
        return new Outcome.Replan(
                "the row of " + attempt.migration() + " was rolled back or removed by another session");
    }

    private static Outcome unreadable(Attempt attempt, Ending ending, Failures failures, RunException why) {
        if (!ending.lostConnection() && why.reason() != Reason.DATABASE_UNREACHABLE) {
            return new Outcome.Failed(why);
        }
        var reason = attempt.execution() == Execution.ATOMIC ? Reason.INTERRUPTED : Reason.OUTCOME_UNKNOWN;
        return new Outcome.Failed(failures.because(
                reason, "What became of it cannot be read now; the next run does. " + why.getMessage()));
    }

    private static Verdict failed(Failures failures, Reason reason, String consequence) {
        return new Verdict.Final(new Outcome.Failed(failures.because(reason, consequence)));
    }
}
