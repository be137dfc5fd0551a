package io.dbmigration.runner.job;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.ReportLine.Progress;
import io.dbmigration.runner.apply.InterruptedRows;
import io.dbmigration.runner.bundle.Bundle;
import io.dbmigration.runner.database.ConnectErrors;
import io.dbmigration.runner.database.Connections;
import io.dbmigration.runner.diagnosis.Diagnosis;
import io.dbmigration.runner.history.HistoryTable;
import java.sql.SQLException;

/** One attempt at a deploy, on one set of connections: lock, look, judge, back up, apply, verify. */
final class DeployAttempt {

    private final DeployOrder order;
    private final RunTools tools;
    private final RunFacts facts;
    private final Bundle bundle;
    private final BackupBeforeApply backup;
    private final Connections connections;
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
        this.history = new HistoryTable(connections, order.limits().advisoryLock(), this::waitingFor);
    }

    /** False: things are not as planned any more, and nothing of the script under way is in the database; look again. */
    boolean run() {
        takeLock();
        try {
            prepareHistory();
            var plan = plan();
            if (!plan.isEmpty()) {
                tools.report().plan(plan.report());
                backup.take(connections, plan.rows());
                if (!new PlanExecution(order, tools, facts, backup, connections, history).carryOut(plan)) {
                    return false;
                }
            }
            new VerificationQueries(order.verificationQueries(), tools.stop()).ask(connections.script());
            return true;
        } finally {
            new FinalLook(connections, bundle, order.target()).tell(facts, tools.report());
        }
    }

    private void takeLock() {
        tools.stop().duringWait(() -> {
            try {
                connections.script().lock(order.limits().advisoryLock(), this::waitingFor);
                return true;
            } catch (SQLException lost) {
                throw ConnectErrors.explain(lost, connections.settings());
            }
        });
    }

    private void prepareHistory() {
        if (order.backup() instanceof BackupChoice.Undecided
                && !history.tablesBesides().isEmpty()) {
            throw new BackupChoice.Missing();
        }
        new HistoryStep(bundle, order.target(), order.baselineUpTo())
                .prepare(history)
                .ifPresent(facts::note);
    }

    private DeployPlan plan() {
        var interrupted =
                new InterruptedRows(connections, history, order.limits().advisoryLock(), this::waitingFor);
        var rows = tools.stop().duringWait(() -> interrupted.clear(history.rows(), bundle.migrations(), order.retry()));
        var diagnosis = Diagnosis.of(bundle, rows, order.target());
        facts.diagnosis(diagnosis);
        return new Planner(order.policy(), facts).plan(diagnosis, rows, connections);
    }

    private void waitingFor(String holder) {
        tools.report().progress(new Progress(Reason.STARTING, null, null, null, null, null, "waiting for " + holder));
    }
}
