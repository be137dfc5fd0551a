package io.dbmigration.runner.job;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunKind;
import io.dbmigration.contract.RunResult;
import io.dbmigration.runner.bundle.Bundle;
import io.dbmigration.runner.database.Connections;
import io.dbmigration.runner.database.Server;
import io.dbmigration.runner.database.ServerOptions;
import io.dbmigration.runner.database.ServerOptions.Missing;
import io.dbmigration.runner.history.HistoryTable;
import io.dbmigration.runner.job.ResolveOrder.Mark;
import io.dbmigration.runner.resolve.Resolver;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Corrects the history of one database by hand: connect, take the lock, check, mark. */
public final class Resolve {

    private final RunTools tools;
    private final RunFacts facts;

    /** @param run its id */
    public Resolve(String run, RunTools tools) {
        this.tools = tools;
        this.facts = new RunFacts(RunKind.Resolve, run, tools.clock());
    }

    /** The result, also of a failure. @param order is asked for here, so that what is wrong with it is a result, too */
    public RunResult run(Supplier<ResolveOrder> order) {
        return new RunGuard(facts, tools.stop()).result(() -> carryOut(order.get()));
    }

    private RunResult carryOut(ResolveOrder order) {
        return switch (order.mark()) {
            case Mark.Applied(var folder, var reader) -> applied(order, reader.read(folder));
            case Mark.RolledBack _ -> rolledBack(order);
        };
    }

    private RunResult applied(ResolveOrder order, Bundle bundle) {
        facts.bundle(bundle);
        locked(order, Missing.CREATE_SCHEMA, resolver -> resolver.markApplied(bundle, order.migration()));
        return facts.succeeded(
                Reason.RESOLVED, "%s is marked as applied. Nothing was run.".formatted(order.migration()));
    }

    private RunResult rolledBack(ResolveOrder order) {
        locked(order, Missing.REFUSE, resolver -> {
            if (!resolver.markRolledBack(order.migration())) {
                facts.note(
                        "AlreadyRolledBack", order.migration() + " had no failed row left; nothing had to be changed.");
            }
        });
        return facts.succeeded(
                Reason.RESOLVED,
                "%s is marked as rolled back. Nothing was run; the next deploy applies it again."
                        .formatted(order.migration()));
    }

    private void locked(ResolveOrder order, Missing missing, Consumer<Resolver> work) {
        try (var connections = connect(order, missing)) {
            facts.database(connections.identity());
            order.database().notices().forEach(notice -> facts.note("Connection", notice));
            var lock = new RunLock(tools, order.advisoryLock());
            lock.take(connections);
            work.accept(new Resolver(new HistoryTable(connections, lock.patience(), lock::waitingFor)));
        }
    }

    /** No script runs, so how the role's sessions write dates does not matter, and psql is not asked. */
    private Connections connect(ResolveOrder order, Missing missing) {
        return Server.open(
                order.database(), new ServerOptions(order.run(), tools.workFolder(), null, null, null, missing));
    }
}
