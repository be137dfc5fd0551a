package io.dbmigration.runner.job;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.runner.apply.ApplySettings;
import io.dbmigration.runner.apply.Outcome;
import io.dbmigration.runner.apply.Reversal;
import io.dbmigration.runner.apply.ScriptReverter;
import io.dbmigration.runner.bundle.Bundle;
import io.dbmigration.runner.database.Connections;
import io.dbmigration.runner.history.HistoryTable;
import java.util.Set;
import java.util.function.Consumer;

/** One attempt at a rollback, on one set of connections: lock, look, judge, back up, take back. */
final class RollbackAttempt {

    /** What a script that is not atomic may leave half done. */
    private static final Set<Reason> MAY_HAVE_CHANGED = Set.of(Reason.MIGRATION_FAILED, Reason.OUTCOME_UNKNOWN);

    private final RollbackOrder order;
    private final RunTools tools;
    private final RunFacts facts;
    private final Bundle bundle;
    private final BackupBeforeApply backup;
    private final Connections connections;
    private final Consumer<RollbackPlan> planned;
    private final Consumer<String> done;
    private final RunLock lock;
    private final HistoryTable history;

    /** @param planned hears what is going to be done; @param done hears each migration that is taken back */
    RollbackAttempt(
            RollbackOrder order,
            RunTools tools,
            RunFacts facts,
            Bundle bundle,
            BackupBeforeApply backup,
            Connections connections,
            Consumer<RollbackPlan> planned,
            Consumer<String> done) {
        this.order = order;
        this.tools = tools;
        this.facts = facts;
        this.bundle = bundle;
        this.backup = backup;
        this.connections = connections;
        this.planned = planned;
        this.done = done;
        this.lock = new RunLock(tools, order.limits().advisoryLock());
        this.history = new HistoryTable(connections, lock.patience(), lock::waitingFor);
    }

    /** False: things are not as planned any more, and nothing of the script under way is in the database; look again. */
    boolean run() {
        lock.take(connections);
        try {
            var plan = RollbackPlan.of(order, bundle, history, connections);
            planned.accept(plan);
            if (plan.reversals().isEmpty()) {
                return true;
            }
            backup.take(connections, plan.rows());
            return carryOut(plan);
        } finally {
            new FinalLook(connections, bundle, order.target()).tell(facts, tools.report());
        }
    }

    private boolean carryOut(RollbackPlan plan) {
        var progress = new ApplyProgress(
                tools.report(), Reason.ROLLING_BACK, plan.reversals().size());
        var limits = order.limits();
        var reverter = new ScriptReverter(
                connections,
                history,
                plan.rows(),
                new ApplySettings(order.run(), order.retry(), limits.lock(), limits.lockBudget()),
                tools.stop().cancellation(),
                progress);
        for (var reversal : plan.reversals()) {
            progress.next(reversal.migration());
            if (!takenBack(reversal, reverter.revert(reversal))) {
                return false;
            }
        }
        return true;
    }

    private boolean takenBack(Reversal reversal, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Applied(var row, var notices, var renewed) -> {
                facts.changed();
                facts.note(notices);
                done.accept(reversal.migration());
                cover(reversal.migration());
                yield true;
            }
            case Outcome.Failed(var error) -> {
                if (!reversal.script().isAtomic() && MAY_HAVE_CHANGED.contains(error.reason())) {
                    facts.changed();
                }
                throw error;
            }
            case Outcome.Replan(var why) -> {
                tools.report().say("Planning again: " + why + ".");
                yield false;
            }
        };
    }

    /** A new plan after this needs no second backup; where the rows cannot be read now, it takes one. */
    private void cover(String migration) {
        try {
            backup.covers(history.rows().stream()
                    .filter(row -> row.name().equals(migration))
                    .toList());
        } catch (RunException unreadable) {
            tools.report().say("The history cannot be read now: " + unreadable.getMessage());
        }
    }
}
