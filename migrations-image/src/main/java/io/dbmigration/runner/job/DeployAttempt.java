package io.dbmigration.runner.job;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.runner.apply.InterruptedRows;
import io.dbmigration.runner.bundle.Bundle;
import io.dbmigration.runner.database.Connections;
import io.dbmigration.runner.diagnosis.Diagnosis;
import io.dbmigration.runner.history.HistoryRow;
import io.dbmigration.runner.history.HistoryTable;
import java.util.List;

/** One attempt at a deploy, on one set of connections: lock, look, judge, back up, apply, verify. */
final class DeployAttempt {

    private final DeployOrder order;
    private final RunTools tools;
    private final RunFacts facts;
    private final Bundle bundle;
    private final BackupBeforeApply backup;
    private final Connections connections;
    private final RunLock lock;
    private final HistoryTable history;

    DeployAttempt(
            DeployOrder order,
            RunTools tools,
            RunFacts facts,
            Bundle bundle,
            BackupBeforeApply backup,
            Connections connections) {
        this.order = order;
        this.tools = tools;
        this.facts = facts;
        this.bundle = bundle;
        this.backup = backup;
        this.connections = connections;
        this.lock = new RunLock(tools, order.limits().advisoryLock());
        this.history = new HistoryTable(connections, lock.patience(), lock::waitingFor);
    }

    /** False: things are not as planned any more, and nothing of the script under way is in the database; look again. */
    boolean run() {
        lock.take(connections);
        try {
            refuseUndecidedBackup();
            var plan = plan();
            if (!plan.isEmpty()) {
                plan.tell(tools.report());
                backup.take(connections, plan.rows());
                if (!new PlanExecution(order, tools, facts, backup, connections, history).carryOut(plan)) {
                    return false;
                }
            }
            new VerificationQueries(order.verificationQueries(), tools.stop()).ask(connections.script());
            backup.prune(connections);
            return true;
        } finally {
            new FinalLook(connections, bundle, order.target()).tell(facts, tools.report());
        }
    }

    private void refuseUndecidedBackup() {
        if (!(order.backup() instanceof BackupChoice.Undecided)
                || history.tablesBesides().isEmpty()) {
            return;
        }
        if (facts.appliedNow() == 0) {
            throw new BackupChoice.Missing();
        }
        throw new RunException(
                Reason.INTERRUPTED,
                "The database was empty when the run began, and the run had to look at it again; %d migrations are applied."
                                .formatted(facts.appliedNow())
                        + " To go on, a deploy needs --backup-dir, --backup-s3 or --no-backup.");
    }

    /** What is refused is refused before the history's table is made. */
    private DeployPlan plan() {
        var prospect = new HistoryStep(bundle, order.target(), order.baselineUpTo()).look(history);
        var rows = clear(prospect.rows(history));
        var diagnosis = Diagnosis.of(bundle, rows, order.target());
        facts.diagnosis(diagnosis);
        var steps = new Planner(order, bundle, facts::note).plan(diagnosis, rows, connections);
        prospect.notice().ifPresent(facts::note);
        if (prospect instanceof Prospect.Found) {
            return new DeployPlan(rows, steps);
        }
        prospect.establish(history);
        return new DeployPlan(history.rows(), steps);
    }

    private List<HistoryRow> clear(List<HistoryRow> rows) {
        var interrupted = new InterruptedRows(connections, history, lock.patience(), lock::waitingFor);
        return tools.stop().duringWait(() -> interrupted.clear(rows, bundle.migrations(), order.retry()));
    }
}
