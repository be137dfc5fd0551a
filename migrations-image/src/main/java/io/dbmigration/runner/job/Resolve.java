package io.dbmigration.runner.job;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunKind;
import io.dbmigration.contract.RunResult;
import io.dbmigration.runner.bundle.Bundle;
import io.dbmigration.runner.database.ServerOptions.Missing;
import io.dbmigration.runner.job.ResolveOrder.Mark;
import io.dbmigration.runner.resolve.Resolver;
import java.util.concurrent.atomic.AtomicBoolean;
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
        var history = new LockedHistory(tools, facts, order);
        return switch (order.mark()) {
            case Mark.Applied(var folder, var reader) -> applied(order.migration(), reader.read(folder), history);
            case Mark.RolledBack _ -> rolledBack(order.migration(), history);
            case Mark.RequestedApplied mark -> new RequestedMarks(order.migration(), facts, history).applied(mark);
            case Mark.RequestedRolledBack mark ->
                new RequestedMarks(order.migration(), facts, history).rolledBack(mark);
        };
    }

    private RunResult applied(String migration, Bundle bundle, LockedHistory history) {
        facts.bundle(bundle);
        history.work(Missing.CREATE_SCHEMA, table -> {
            new Resolver(table).markApplied(bundle, migration);
            facts.changed();
        });
        return facts.succeeded(Reason.RESOLVED, "%s is marked as applied. Nothing was run.".formatted(migration));
    }

    private RunResult rolledBack(String migration, LockedHistory history) {
        var standsApplied = new AtomicBoolean();
        history.work(Missing.REFUSE, table -> {
            var resolver = new Resolver(table);
            var marked = resolver.markRolledBack(migration);
            standsApplied.set(resolver.isApplied(migration));
            if (marked) {
                facts.changed();
            } else {
                facts.note("AlreadyRolledBack", migration + " had no failed row left; nothing had to be changed.");
            }
        });
        return facts.succeeded(
                Reason.RESOLVED,
                "%s is marked as rolled back. Nothing was run; %s"
                        .formatted(migration, RequestedMarks.next(standsApplied.get(), null)));
    }
}
