package io.dbmigration.runner.job;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.ReportLine.Progress;
import io.dbmigration.contract.RunException;
import io.dbmigration.contract.RunKind;
import io.dbmigration.contract.RunResult;
import io.dbmigration.contract.RunResult.Restored;
import io.dbmigration.runner.backup.BackupStep;
import io.dbmigration.runner.backup.PgRestore;
import io.dbmigration.runner.database.Connections;
import io.dbmigration.runner.database.Server;
import io.dbmigration.runner.database.ServerOptions;
import io.dbmigration.runner.database.ServerOptions.Missing;
import io.dbmigration.runner.job.RestoreOrder.Goal;
import io.dbmigration.runner.restore.NewDatabase;
import io.dbmigration.runner.restore.RestoreStep;
import io.dbmigration.runner.restore.Restoring;
import io.dbmigration.runner.restore.Swap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Brings one backup back: connect, take the lock, restore, and tell what is there now. */
public final class Restore {

    private final RunTools tools;
    private final RunFacts facts;
    private final Consumer<RestoreStep> steps;

    /** @param run its id */
    public Restore(String run, RunTools tools) {
        this(run, tools, step -> {});
    }

    /** @param steps hears what is done, and may end the run there */
    Restore(String run, RunTools tools, Consumer<RestoreStep> steps) {
        this.tools = tools;
        this.facts = new RunFacts(RunKind.Restore, run, tools.clock());
        this.steps = steps;
    }

    /** The result, also of a failure. @param order is asked for here, so that what is wrong with it is a result, too */
    public RunResult run(Supplier<RestoreOrder> order) {
        return new RunGuard(facts, tools.stop()).result(() -> carryOut(order.get()));
    }

    private RunResult carryOut(RestoreOrder order) {
        tools.report().progress(new Progress(Reason.STARTING, null, null, null, null, null, null));
        try (var connections = connect(order)) {
            new RunLock(tools, order.advisoryLock()).take(connections);
            var restored = restore(order, connections);
            facts.restored(restored);
            lookAfterwards(order, restored);
            return facts.succeeded(Reason.RESTORED, message(order, restored));
        }
    }

    private Restored restore(RestoreOrder order, Connections connections) {
        var pgRestore = new PgRestore(tools.programs());
        var progress = new RestoreProgress(tools, facts, steps);
        var restoring = new Restoring(connections, order.origin(), order.source(), pgRestore, progress);
        var backup = new BackupStep(tools.programs(), tools.clock(), progress::progress);
        try (var _ = LockKeeper.of(connections.script())) {
            return tools.stop()
                    .during(
                            () -> {
                                pgRestore.cancel();
                                backup.cancel();
                            },
                            () -> switch (order.goal()) {
                                case Goal.Beside(var name) -> new NewDatabase(restoring, name).restore();
                                case Goal.InPlace(var swap, var presentState) ->
                                    new Swap(
                                                    restoring,
                                                    swap,
                                                    () -> facts.backup(backup.take(connections, presentState)))
                                            .restore();
                            });
        }
    }

    /** After a swap the history is another one; what cannot be read now, the next deploy reads. */
    private void lookAfterwards(RestoreOrder order, Restored restored) {
        if (restored.replaced() == null) {
            return;
        }
        try (var connections = connect(order)) {
            var wanted = order.bundle();
            if (wanted != null) {
                var bundle = wanted.read();
                facts.bundle(bundle);
                new FinalLook(connections, bundle, wanted.target()).tell(facts, tools.report());
            }
        } catch (RunException unreadable) {
            facts.note("NotRead", "The history was not read afterwards: " + unreadable.getMessage());
        }
    }

    private static String message(RestoreOrder order, Restored restored) {
        var done = "The backup %s is restored as the database %s."
                .formatted(order.source().path(), restored.database());
        return restored.replaced() == null
                ? done
                : done + " What was there before is kept as the database %s.".formatted(restored.replaced());
    }

    private Connections connect(RestoreOrder order) {
        var connections = Server.open(
                order.database(),
                new ServerOptions(order.origin().run(), tools.workFolder(), null, null, null, Missing.REFUSE));
        facts.database(connections.identity());
        connections.notices().forEach(notice -> facts.note("Connection", notice));
        return connections;
    }
}
