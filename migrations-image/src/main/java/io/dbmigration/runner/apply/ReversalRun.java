package io.dbmigration.runner.apply;

import io.dbmigration.runner.script.Answer;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Sends an atomic rollback.sql as one message with its record appended; again, where it met locks of others. */
final class ReversalRun {

    private static final String TOLD_TO_STOP = "57014";

    private final ApplyContext context;
    private final PlannedRows plan;
    private final Supervisor supervisor;
    private final LockBudget budget;
    private final ReversalJudge judge;

    ReversalRun(ApplyContext context, PlannedRows plan, Supervisor supervisor) {
        this.context = context;
        this.plan = plan;
        this.supervisor = supervisor;
        this.budget = LockBudget.of(context);
        this.judge = new ReversalJudge(context, budget);
    }

    Outcome run(Reversal reversal) {
        while (true) {
            var record = record(reversal);
            var answer = send(reversal, record);
            var failures = Failures.ofMessage(reversal, answer, record, supervisor.lastBlockers());
            var outcome = judge.judge(reversal, Ending.of(answer, context), failures)
                    .or(() -> waitForAnotherTry(reversal, failures.sentence()));
            if (outcome.isPresent()) {
                return outcome.get();
            }
        }
    }

    private RecordText record(Reversal reversal) {
        return RecordText.ofRollback(
                context.history().qualifiedName(),
                reversal,
                context.connections().facts(),
                context.session());
    }

    private Answer send(Reversal reversal, RecordText record) {
        return supervisor.send(record.behind(reversal), 1, reversal.statements());
    }

    /** Empty: go on with the next try. */
    private Optional<Outcome> waitForAnotherTry(Reversal undone, String because) {
        context.cancellation().pause(budget.nextPause());
        if (context.cancellation().isRequested()) {
            var answer =
                    new Answer(0, false, new SQLException("the run was told to stop", TOLD_TO_STOP), List.of(), false);
            return judge.judge(undone, Ending.ownCancel(context), Failures.betweenTries(undone, answer));
        }
        var changed = plan.difference();
        if (changed.isPresent()) {
            return changed.map(Outcome.Replan::new);
        }
        context.listener().tryAgain(budget.tries(), because);
        return Optional.empty();
    }
}
