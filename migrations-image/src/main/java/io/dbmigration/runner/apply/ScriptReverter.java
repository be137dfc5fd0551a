package io.dbmigration.runner.apply;

import io.dbmigration.contract.RunException;
import io.dbmigration.runner.database.Connections;
import io.dbmigration.runner.history.Execution;
import io.dbmigration.runner.history.HistoryRow;
import io.dbmigration.runner.history.HistoryTable;
import io.dbmigration.runner.history.Marker;
import io.dbmigration.runner.history.PendingRow;
import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes applied migrations back one by one, in the order of the calls; ends with the first that is not {@link Outcome.Applied}. */
public final class ScriptReverter {

    private static final Logger LOG = LoggerFactory.getLogger(ScriptReverter.class);

    private final ApplyContext context;
    private final PlannedRows plan;
    private final Supervisor supervisor;

    /** @param rows the history as it was when the plan was made and the backup taken */
    public ScriptReverter(
            Connections connections,
            HistoryTable history,
            List<HistoryRow> rows,
            ApplySettings settings,
            Cancellation cancellation,
            ApplyListener listener) {
        this.context = new ApplyContext(connections, history, settings, cancellation, listener);
        this.plan = new PlannedRows(context, rows);
        this.supervisor = new Supervisor(context);
    }

    /**
     * An atomic script leaves all or nothing. Before any other an unfinished row of the migration is written, so that a cut leaves a
     * failed migration (Prisma's P3009), not one that looks applied.
     */
    public Outcome revert(Reversal reversal) {
        if (context.cancellation().isRequested()) {
            return Ending.stoppedBefore(context, reversal.title());
        }
        var changed = plan.difference();
        if (changed.isPresent()) {
            return new Outcome.Replan(changed.get());
        }
        var outcome = reversal.script().isAtomic()
                ? new ReversalRun(context, plan, supervisor).run(reversal)
                : statementByStatement(reversal);
        if (outcome instanceof Outcome.Applied) {
            expectRowsOf(reversal.migration());
            cleanSession();
        }
        return outcome;
    }

    private Outcome statementByStatement(Reversal reversal) {
        var marker = Marker.begin(
                Execution.ROLLBACK,
                context.settings().run(),
                context.session(),
                context.settings().retry());
        var row = PendingRow.of(reversal.migration(), reversal.rows().getLast().checksum());
        return switch (new RowStart(context, plan).insert(row, marker)) {
            case RowStart.Started(var pending, var started, var written) -> {
                plan.expect(started);
                yield new StatementRun(context, plan, supervisor, new RollbackRecord(context, reversal))
                        .run(new Attempt(reversal.migration(), reversal.script(), started, written, true, null));
            }
            case RowStart.NotStarted(var outcome) -> outcome;
        };
    }

    private void expectRowsOf(String migration) {
        try {
            context.history().rows().stream()
                    .filter(row -> row.name().equals(migration))
                    .forEach(plan::expect);
        } catch (RunException lost) {
            LOG.debug("the next look at the plan finds out", lost);
        }
    }

    /** What a script leaves in its session must not meet the next one; a lost session is found by the next look at the plan. */
    private void cleanSession() {
        try {
            context.session().makeIdle();
            context.session().resetBetweenScripts();
        } catch (SQLException lost) {
            LOG.debug("the script's session was lost behind a script that is done", lost);
        }
    }
}
