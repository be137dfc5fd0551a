package io.dbmigration.runner.job;

import io.dbmigration.contract.Reason;
import io.dbmigration.runner.apply.ApplySettings;
import io.dbmigration.runner.apply.Outcome;
import io.dbmigration.runner.apply.ScriptApplier;
import io.dbmigration.runner.database.Connections;
import io.dbmigration.runner.history.HistoryTable;

/** Applies a plan script by script; the first failure ends it, and what is applied stays applied. */
final class PlanExecution {

    private final DeployOrder order;
    private final RunTools tools;
    private final RunFacts facts;
    private final BackupBeforeApply backup;
    private final Connections connections;
    private final HistoryTable history;

    PlanExecution(
            DeployOrder order,
            RunTools tools,
            RunFacts facts,
            BackupBeforeApply backup,
            Connections connections,
            HistoryTable history) {
        this.order = order;
        this.tools = tools;
        this.facts = facts;
        this.backup = backup;
        this.connections = connections;
        this.history = history;
    }

    /**
     * False: overtaken by what others did; a new plan is needed.
     *
     * @throws io.dbmigration.contract.RunException what became of the script that failed
     */
    boolean carryOut(DeployPlan plan) {
        var progress = new ApplyProgress(
                tools.report(), Reason.APPLYING, plan.scripts().size());
        var limits = order.limits();
        var applier = new ScriptApplier(
                connections,
                history,
                plan.rows(),
                new ApplySettings(order.run(), order.retry(), limits.lock(), limits.lockBudget()),
                tools.stop().cancellation(),
                progress);
        applier.prepare(plan.scripts());
        try {
            for (var i = 0; i < plan.scripts().size(); i++) {
                var next = i + 1 < plan.scripts().size() ? plan.scripts().get(i + 1) : null;
                progress.next(plan.scripts().get(i).name());
                if (!applied(applier.apply(plan.scripts().get(i), next))) {
                    backup.covers(applier.rows());
                    return false;
                }
            }
            return true;
        } finally {
            applier.end();
        }
    }

    private boolean applied(Outcome outcome) {
        // Not a switch, here and along the usual way of a script: Java makes each when it first meets it, in
        // milliseconds.
        if (outcome instanceof Outcome.Failed(var error)) {
            throw error;
        }
        if (outcome instanceof Outcome.Replan(var why)) {
            tools.report().say("Planning again: " + why + ".");
            return false;
        }
        if (outcome instanceof Outcome.Applied applied) {
            facts.appliedOneMore();
            facts.note(applied.notices());
        }
        return true;
    }
}
