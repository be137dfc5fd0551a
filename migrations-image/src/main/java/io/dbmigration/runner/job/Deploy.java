package io.dbmigration.runner.job;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.ReportLine.Progress;
import io.dbmigration.contract.RunKind;
import io.dbmigration.contract.RunResult;
import io.dbmigration.runner.bundle.Bundle;
import io.dbmigration.runner.database.Server;
import java.util.Objects;
import java.util.function.Supplier;

/** Brings one database to one bundle: read the bundle, connect, and attempt until no plan is overtaken by what others do meanwhile. */
public final class Deploy {

    private final RunTools tools;
    private final RunFacts facts;

    /** @param run its id */
    public Deploy(String run, RunTools tools) {
        this.tools = tools;
        this.facts = new RunFacts(RunKind.Deploy, run, tools.clock());
    }

    /**
     * The result, also of a failure.
     *
     * @param order is asked for here, so that what is wrong with it is a result, too
     * @throws BackupChoice.Missing a person has to choose first
     */
    public RunResult run(Supplier<DeployOrder> order) {
        return new RunGuard(facts, tools.stop()).result(() -> carryOut(order.get()));
    }

    private RunResult carryOut(DeployOrder order) {
        tools.report().progress(new Progress(Reason.STARTING, null, null, null, null, null, null));
        var bundle = order.reader().read(order.bundle());
        facts.bundle(bundle);
        var backup = new BackupBeforeApply(order.backup(), tools, facts);
        try {
            new Attempts(tools, facts, () -> Server.open(order.database(), order.serverOptions(tools, order.missing())))
                    .untilDone(
                            connections -> new DeployAttempt(order, tools, facts, bundle, backup, connections).run());
        } finally {
            backup.note();
        }
        return succeeded(order, bundle);
    }

    private RunResult succeeded(DeployOrder order, Bundle bundle) {
        if (bundle.migrations().isEmpty()) {
            return facts.succeeded(Reason.UP_TO_DATE, "The bundle holds no migration.");
        }
        var head = Objects.requireNonNullElse(
                order.target(), bundle.migrations().getLast().name());
        var where = facts.isBeyondTarget()
                ? "up to " + head + " all is applied, and later ones are, too."
                : "the database is at " + head + ".";
        return facts.appliedNow() == 0
                ? facts.succeeded(Reason.UP_TO_DATE, "Nothing was pending: " + where)
                : facts.succeeded(Reason.APPLIED, "Applied %d migrations; %s".formatted(facts.appliedNow(), where));
    }
}
