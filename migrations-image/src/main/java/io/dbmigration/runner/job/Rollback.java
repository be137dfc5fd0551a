package io.dbmigration.runner.job;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.ReportLine.Progress;
import io.dbmigration.contract.RunException;
import io.dbmigration.contract.RunKind;
import io.dbmigration.contract.RunResult;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Takes applied migrations back by their rollback.sql, newest first. */
public final class Rollback {

    private final RunTools tools;
    private final RunFacts facts;
    private final List<String> done = new ArrayList<>();
    private @Nullable String left;

    /** @param run its id */
    public Rollback(String run, RunTools tools) {
        this.tools = tools;
        this.facts = new RunFacts(RunKind.Rollback, run, tools.clock());
    }

    /** The result, also of a failure. @param order is asked for here, so that what is wrong with it is a result, too */
    public RunResult run(Supplier<RollbackOrder> order) {
        return new RunGuard(facts, tools.stop()).result(() -> carryOut(order.get()));
    }

    private RunResult carryOut(RollbackOrder order) {
        tools.report().progress(new Progress(Reason.STARTING, null, null, null, null, null, null));
        var bundle = order.reader().read(order.bundle());
        facts.bundle(bundle);
        var backup = new BackupBeforeApply(order.backup(), tools, facts);
        try {
            new Attempts(tools, facts, () -> order.open(tools))
                    .untilDone(connections -> new RollbackAttempt(
                                    order,
                                    tools,
                                    facts,
                                    bundle,
                                    backup,
                                    connections,
                                    plan -> left = plan.left(),
                                    done::add)
                            .run());
        } catch (RunException halfWay) {
            throw done.isEmpty() ? halfWay : withWhatIsDone(halfWay);
        }
        return facts.succeeded(Reason.ROLLED_BACK, message(order));
    }

    private String message(RollbackOrder order) {
        var place = left == null ? "No migration is applied any more." : "The database is at " + left + ".";
        if (done.isEmpty()) {
            return "Everything down to %s was rolled back by this request before; nothing was changed. %s"
                    .formatted(order.wish().migration(), place);
        }
        return "Rolled back %s. %s A deploy of the same bundle stops before %s until retry is asked for."
                .formatted(String.join(", ", done), place, order.wish().migration());
    }

    private RunException withWhatIsDone(RunException error) {
        return new RunException(
                error.reason(),
                error.getMessage() + " Before that, this run rolled back " + String.join(", ", done) + ".",
                error.failure(),
                error);
    }
}
