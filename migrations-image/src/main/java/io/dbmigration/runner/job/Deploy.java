package io.dbmigration.runner.job;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.ReportLine.Progress;
import io.dbmigration.contract.RunKind;
import io.dbmigration.contract.RunResult;
import io.dbmigration.runner.bundle.Bundle;
import io.dbmigration.runner.database.Connections;
import io.dbmigration.runner.database.Pause;
import io.dbmigration.runner.database.Server;
import io.dbmigration.runner.database.ServerChangedException;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;

/** Brings one database to one bundle: read the bundle, connect, and attempt until no plan is overtaken by what others do meanwhile. */
public final class Deploy {

    /** An address that leads elsewhere each time is no place to migrate. */
    private static final int MOST_ATTEMPTS = 10;

    private static final Duration BETWEEN_SERVERS = Duration.ofSeconds(1);

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
            attempt(order, bundle, backup);
        } finally {
            backup.note();
        }
        return succeeded(order, bundle);
    }

    private void attempt(DeployOrder order, Bundle bundle, BackupBeforeApply backup) {
        for (var attempt = 1; ; attempt++) {
            tools.stop().check();
            try (var connections = connect(order)) {
                if (new DeployAttempt(order, tools, facts, bundle, backup, connections).run()) {
                    return;
                }
            } catch (ServerChangedException elsewhere) {
                if (attempt >= MOST_ATTEMPTS) {
                    throw elsewhere;
                }
                tools.stop().duringWait(() -> {
                    Pause.of(BETWEEN_SERVERS);
                    return true;
                });
            }
        }
    }

    private RunResult succeeded(DeployOrder order, Bundle bundle) {
        if (bundle.migrations().isEmpty()) {
            return facts.succeeded(Reason.UP_TO_DATE, "The bundle holds no migration.");
        }
        var head = Objects.requireNonNullElse(
                order.target(), bundle.migrations().getLast().name());
        return facts.appliedNow() == 0
                ? facts.succeeded(Reason.UP_TO_DATE, "Nothing was pending: the database is at " + head + ".")
                : facts.succeeded(
                        Reason.APPLIED,
                        "Applied %d migrations; the database is at %s.".formatted(facts.appliedNow(), head));
    }

    private Connections connect(DeployOrder order) {
        var connections = Server.open(order.database(), order.serverOptions(tools, order.missing()));
        facts.database(connections.identity());
        connections.notices().forEach(notice -> facts.note("Connection", notice));
        return connections;
    }
}
