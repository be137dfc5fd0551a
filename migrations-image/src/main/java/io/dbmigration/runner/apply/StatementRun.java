package io.dbmigration.runner.apply;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.contract.RunResult.Notice;
import io.dbmigration.runner.script.Answer;
import io.dbmigration.runner.script.SimpleMessage;
import io.dbmigration.runner.script.Statement;
import io.dbmigration.runner.script.StatementKind;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Runs a script one message for each statement; before each, the row says which one is started: of the first, when it is made. */
final class StatementRun {

    private final ApplyContext context;
    private final PlannedRows plan;
    private final Supervisor supervisor;
    private final LockBudget budget;
    private final Judge judge;
    private final ConcurrentIndexes indexes;
    private final LastRecord record;
    private final List<Notice> notices = new ArrayList<>();

    StatementRun(ApplyContext context, PlannedRows plan, Supervisor supervisor) {
        this(context, plan, supervisor, new SplitRecord(context));
    }

    StatementRun(ApplyContext context, PlannedRows plan, Supervisor supervisor, LastRecord record) {
        this.record = record;
        this.context = context;
        this.plan = plan;
        this.supervisor = supervisor;
        this.budget = LockBudget.of(context);
        this.judge = new Judge(context, budget);
        this.indexes = new ConcurrentIndexes(context);
    }

    Outcome run(Attempt first) {
        var attempt = first;
        var prepared = PreparedTransactions.of(context);
        for (var statement : first.script().statements()) {
            var step = step(attempt, statement);
            if (step instanceof Step.End(var outcome)) {
                return outcome;
            }
            attempt = ((Step.Done) step).attempt();
        }
        return finish(attempt, prepared);
    }

    private sealed interface Step {
        record Done(Attempt attempt) implements Step {}

        record End(Outcome outcome) implements Step {}
    }

    private Step step(Attempt before, Statement statement) {
        if (context.cancellation().isRequested()) {
            return new Step.End(stopped(before, statement));
        }
        if (statement.index() == 1 || !context.session().idle()) {
            return sent(before, statement);
        }
        try {
            return new StartedStatement(context)
                    .write(before, statement.index())
                    .map(attempt -> {
                        plan.expect(attempt.row());
                        return sent(attempt, statement);
                    })
                    .orElseGet(() -> new Step.End(rowChanged(before, statement)));
        } catch (RunException unwritten) {
            return new Step.End(notStarted(before, statement, unwritten));
        }
    }

    /** Between two statements; the supervisor sees a stop only while the server works. */
    private Outcome stopped(Attempt attempt, Statement statement) {
        var ending = Ending.ownCancel(context);
        if (statement.index() == 1) {
            Replanning.of(context, attempt, "the run was told to stop");
            var reason = ending == Ending.TIMED_OUT ? Reason.DEADLINE_EXCEEDED : Reason.INTERRUPTED;
            return new Outcome.Failed(
                    new RunException(reason, "The run was told to stop before " + attempt.title() + " was begun."));
        }
        var answer = new Answer(0, false, new SQLException("the run was told to stop"), List.of(), false);
        return conclude(attempt, ending, Failures.ofStatement(attempt, answer, statement, null));
    }

    private Step sent(Attempt attempt, Statement statement) {
        var answer = send(attempt, statement);
        if (isLast(attempt, statement)
                && answer.completions() > 0
                && answer.failed()
                && context.session().idle()) {
            // Committed: the driver closed the connection over a setting (DateStyle) that the statement left, outside a
            // transaction.
            return new Step.Done(attempt);
        }
        var ending = Ending.of(answer, context);
        if (ending == Ending.DONE || ending == Ending.LEFT_OPEN && !isLast(attempt, statement)) {
            return new Step.Done(attempt);
        }
        if (ending == Ending.LOCKED && attempt.statements() == 1 && mayTryAgain(statement)) {
            return plan.difference()
                    .<Step>map(why -> new Step.End(Replanning.of(context, attempt, why)))
                    .orElseGet(() -> sent(attempt, statement));
        }
        var failures = Failures.ofStatement(attempt, answer, statement, supervisor.lastBlockers());
        return new Step.End(conclude(attempt, ending, failures));
    }

    private Answer send(Attempt attempt, Statement statement) {
        try {
            var text = attempt.script().textOf(statement);
            if (statement.kind() != StatementKind.CONCURRENTLY) {
                return supervisor.send(new SimpleMessage(text), statement.index(), attempt.statements());
            }
            return indexes.guard(
                    () -> supervisor.send(new SimpleMessage(text), statement.index(), attempt.statements()), notices);
        } catch (SQLException lost) {
            return new Answer(0, false, lost, List.of(), false);
        }
    }

    /** A script of one CONCURRENTLY statement, whose invalid index is dropped again, has left nothing. */
    private boolean mayTryAgain(Statement statement) {
        if (statement.kind() != StatementKind.CONCURRENTLY || !indexes.leftNothing() || !budget.allowsAnotherTry()) {
            return false;
        }
        context.cancellation().pause(budget.nextPause());
        if (context.cancellation().isRequested()) {
            return false;
        }
        context.listener().tryAgain(budget.tries(), "it met a lock of another session");
        return true;
    }

    private Outcome conclude(Attempt attempt, Ending ending, Failures failures) {
        if (judge.judge(attempt, ending, failures) instanceof Verdict.Final(var outcome)) {
            return outcome instanceof Outcome.Failed(var error) ? new Outcome.Failed(remarked(error)) : outcome;
        }
        throw new IllegalStateException("what is not atomic is not repeated: " + attempt.marker());
    }

    private RunException remarked(RunException error) {
        return indexes.remark().isEmpty()
                ? error
                : new RunException(error.reason(), error.getMessage() + indexes.remark(), error.failure(), error);
    }

    private Outcome finish(Attempt attempt, PreparedTransactions prepared) {
        return prepared.warn(context, record.finish(attempt, notices));
    }

    private static boolean isLast(Attempt attempt, Statement statement) {
        return statement.index() == attempt.statements();
    }

    private static Outcome rowChanged(Attempt attempt, Statement statement) {
        return new Outcome.Failed(new RunException(
                Reason.OUTCOME_UNKNOWN,
                "Somebody else changed the row of %s before its statement %d of %d was run; the earlier ones are done."
                        .formatted(attempt.title(), statement.index(), attempt.statements())));
    }

    private static Outcome notStarted(Attempt attempt, Statement statement, RunException why) {
        return new Outcome.Failed(new RunException(
                Reason.OUTCOME_UNKNOWN,
                "%s stopped before statement %d of %d, which could not be recorded: %s"
                        .formatted(attempt.title(), statement.index(), attempt.statements(), why.getMessage()),
                why));
    }
}
