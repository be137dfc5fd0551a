package io.dbmigration.runner.apply;

import io.dbmigration.runner.history.Execution;
import io.dbmigration.runner.script.Answer;
import java.sql.SQLException;
import java.util.List;

/** Runs a script as one message with its record appended; again, where it is atomic and met locks of others. */
final class MessageRun {

    private static final String TOLD_TO_STOP = "57014";

    private final ApplyContext context;
    private final PlannedRows plan;
    private final Supervisor supervisor;
    private final LockBudget budget;
    private final Judge judge;

    MessageRun(ApplyContext context, PlannedRows plan, Supervisor supervisor) {
        this.context = context;
        this.plan = plan;
        this.supervisor = supervisor;
        this.budget = LockBudget.of(context);
        this.judge = new Judge(context, budget);
    }

    Outcome run(Attempt first) {
        var attempt = first;
        while (true) {
            var verdict = sendOnce(attempt);
            if (verdict instanceof Verdict.Final(var outcome)) {
                return outcome;
            }
            if (verdict instanceof Verdict.StatementByStatement(var undone)) {
                return fallBack(undone);
            }
            var again = (Verdict.Again) verdict;
            var stop = waitForAnotherTry(again.attempt(), again.because());
            if (stop != null) {
                return stop;
            }
            attempt = again.attempt();
        }
    }

    private Verdict sendOnce(Attempt attempt) {
        var record = recordOf(attempt);
        var answer = send(attempt, record);
        var failures = Failures.ofMessage(attempt, answer, record, supervisor.lastBlockers());
        var ending = Ending.of(answer, context);
        if (ending == Ending.DONE && !attempt.waitsForDisk() && record.renewsSession()) {
            // Its record and the COMMIT are acknowledged: but for its times, all that its row holds is known.
            return new Verdict.Final(new Outcome.Applied(attempt.row(), failures.durability()).inRenewedSession());
        }
        var verdict = judge.judge(attempt, ending, failures);
        return verdict instanceof Verdict.Final(Outcome.Applied applied) && !answer.failed() && record.renewsSession()
                ? new Verdict.Final(applied.inRenewedSession())
                : verdict;
    }

    private RecordText recordOf(Attempt attempt) {
        var next = attempt.next();
        return RecordText.of(
                context.history().qualifiedName(),
                attempt,
                context.connections().facts(),
                context.session(),
                next == null ? null : next.insertBehind(attempt.row(), context, plan));
    }

    private Answer send(Attempt attempt, RecordText record) {
        return supervisor.send(record.behind(attempt), 1, attempt.statements());
    }

    /** Null: go on with the next try. */
    private @org.jspecify.annotations.Nullable Outcome waitForAnotherTry(Attempt undone, String because) {
        context.cancellation().pause(budget.nextPause());
        if (context.cancellation().isRequested()) {
            return stopped(undone);
        }
        var changed = plan.difference();
        if (changed.isPresent()) {
            return Replanning.of(context, undone, changed.get());
        }
        context.listener().tryAgain(budget.tries(), because);
        return null;
    }

    private Outcome stopped(Attempt undone) {
        var answer = new Answer(0, false, new SQLException("the run was told to stop", TOLD_TO_STOP), List.of(), false);
        var failures = Failures.betweenTries(undone, answer);
        return judge.judge(undone, Ending.ownCancel(context), failures) instanceof Verdict.Final(var outcome)
                ? outcome
                : new Outcome.Replan("the run was told to stop");
    }

    private Outcome fallBack(Attempt undone) {
        var changed = plan.difference();
        if (changed.isPresent()) {
            return Replanning.of(context, undone, changed.get());
        }
        var marker = undone.marker().executedAs(Execution.STATEMENT_BY_STATEMENT);
        return context.history()
                .changeLogs(undone.row(), marker.inProgress())
                .map(row -> {
                    plan.expect(row);
                    return new StatementRun(context, plan, supervisor).run(undone.with(row, marker));
                })
                .orElseGet(() -> new Outcome.Replan("another session has changed the row of " + undone.migration()));
    }
}
