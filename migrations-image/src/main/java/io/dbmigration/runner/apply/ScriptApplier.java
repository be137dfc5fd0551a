package io.dbmigration.runner.apply;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.runner.database.Connections;
import io.dbmigration.runner.history.Execution;
import io.dbmigration.runner.history.HistoryRow;
import io.dbmigration.runner.history.HistoryTable;
import io.dbmigration.runner.history.Marker;
import io.dbmigration.runner.history.PendingRow;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Applies pending migrations one by one, in the order of the calls; ends with the first that is not {@link Outcome.Applied}. */
public final class ScriptApplier {

    private static final Logger LOG = LoggerFactory.getLogger(ScriptApplier.class);

    private static final String NEVER_BEGUN = "The run ended before this script was begun; nothing of it was run.";

    private final ApplyContext context;
    private final PlannedRows plan;
    private final Supervisor supervisor;
    private final PendingRows pendingRows;
    /** By the reset behind the last script; nothing was sent on the script's session since. */
    private boolean lockSeen;
    /** Of the last script whose commit did not wait for the disk; null: all did, or were brought there by a later one. */
    private @Nullable HistoryRow ahead;
    /** Of the next script, inserted by the message of the last one. */
    private RowStart.@Nullable Started begun;

    private RowAhead.@Nullable Mark markAhead;

    /** @param rows the history as it was when the plan was made and the backup taken */
    public ScriptApplier(
            Connections connections,
            HistoryTable history,
            List<HistoryRow> rows,
            ApplySettings settings,
            Cancellation cancellation,
            ApplyListener listener) {
        this.context = new ApplyContext(connections, history, settings, cancellation, listener);
        this.plan = new PlannedRows(context, rows);
        this.supervisor = new Supervisor(context);
        this.pendingRows = new PendingRows(history);
    }

    /** Saves a look at the history behind each of them that another one follows. */
    public void prepare(List<PendingMigration> all) {
        pendingRows.prepare(all.stream().map(PendingMigration::migration).toList());
    }

    /** @throws RunException FileMissing, BundleInvalid; everything else is in the outcome */
    public Outcome apply(PendingMigration pending) {
        return apply(pending, null);
    }

    /**
     * As {@link #apply(PendingMigration)}, for a script that another one follows: where it is atomic, its commit does not wait for the
     * disk. The next one that waits brings both there, and a server that crashes before has lost script and record alike. Where that one
     * is atomic, too, its row is inserted by the same message.
     */
    public Outcome apply(PendingMigration pending, @Nullable PendingMigration next) {
        if (context.cancellation().isRequested()) {
            return Ending.stoppedBefore(context, pending.name());
        }
        // The history is compared again by the command that inserts the row.
        var changed = lockSeen ? Optional.<String>empty() : plan.difference();
        if (changed.isPresent()) {
            return new Outcome.Replan(changed.get());
        }
        lockSeen = false;
        return refusal(pending).orElseGet(() -> run(pending, next));
    }

    /** To be called when the run ends, wherever it got: waits for the disk, and takes back what was begun ahead. */
    public void end() {
        takeBack();
        bringToDisk();
    }

    private void takeBack() {
        var next = begun;
        if (next == null) {
            return;
        }
        try {
            context.history().markRolledBack(next.row(), NEVER_BEGUN);
        } catch (RunException lost) {
            LOG.debug(
                    "the row of {} stays in progress; the next run clears it",
                    next.pending().name(),
                    lost);
        }
    }

    private void bringToDisk() {
        if (ahead == null) {
            return;
        }
        try {
            context.history().rewrite(ahead);
        } catch (RunException lost) {
            LOG.debug("what is applied may not be on the disk yet", lost);
        }
    }

    /** The history as this run has left it, as far as it can be read. */
    public List<HistoryRow> rows() {
        return plan.rows();
    }

    private static Optional<Outcome> refusal(PendingMigration pending) {
        return pending.script()
                .refusal()
                .map(refused -> new Outcome.Failed(
                        new RunException(Reason.SYNTAX_ERROR, pending.name() + ": " + refused.why())));
    }

    private Outcome run(PendingMigration pending, @Nullable PendingMigration next) {
        var begin = begin(pending);
        return begin instanceof RowStart.NotStarted(var outcome)
                ? outcome
                : run(pending, (RowStart.Started) begin, next);
    }

    private Outcome run(PendingMigration pending, RowStart.Started started, @Nullable PendingMigration next) {
        var followed = next != null && pending.isAtomic();
        var nextRow = next != null && followed && next.isAtomic() ? rowAhead(started.pending(), next) : null;
        var outcome = send(
                new Attempt(pending.name(), pending.script(), started.row(), started.marker(), !followed, nextRow));
        if (outcome instanceof Outcome.Applied applied) {
            applied(applied, started.pending(), followed, nextRow);
        }
        return outcome;
    }

    private RowStart.Result begin(PendingMigration pending) {
        if (begun != null) {
            var started = begun;
            begun = null;
            return started;
        }
        var result =
                new RowStart(context, plan).insert(pendingRows.take(pending.migration()), marker(pending.execution()));
        if (result instanceof RowStart.Started started) {
            plan.expect(started.row());
        }
        return result;
    }

    private RowAhead rowAhead(PendingRow before, PendingMigration next) {
        if (markAhead == null) {
            markAhead = RowAhead.Mark.of(marker(Execution.ATOMIC));
        }
        return new RowAhead(before.versionApplied(), pendingRows.take(next.migration()), markAhead);
    }

    private void applied(Outcome.Applied outcome, PendingRow pending, boolean followed, @Nullable RowAhead next) {
        if (outcome.row().applied()) {
            plan.expect(outcome.row());
        } else {
            plan.expectUnread(outcome.row().asApplied(pending.versionApplied()));
        }
        ahead = followed ? outcome.row() : null;
        lockSeen = outcome.sessionRenewed() || cleanSession();
        if (outcome.sessionRenewed() && next != null) {
            begun = next.started();
            plan.expectUnread(begun.row());
        }
    }

    private Outcome send(Attempt attempt) {
        if (attempt.execution() == Execution.STATEMENT_BY_STATEMENT) {
            return new StatementRun(context, plan, supervisor).run(attempt);
        }
        if (attempt.execution() != Execution.OWN_TRANSACTIONS) {
            return new MessageRun(context, plan, supervisor).run(attempt);
        }
        var prepared = PreparedTransactions.of(context);
        var outcome = new MessageRun(context, plan, supervisor).run(attempt);
        return prepared.warn(context, outcome);
    }

    private Marker marker(Execution execution) {
        var settings = context.settings();
        return Marker.begin(execution, settings.run(), context.session(), settings.retry());
    }

    /** What a script leaves in its session must not meet the next one; a lost session is found by the next look at the plan. */
    private boolean cleanSession() {
        try {
            context.session().makeIdle();
            return context.session().resetBetweenScripts();
        } catch (SQLException lost) {
            LOG.debug("the script's session was lost behind a script that is applied", lost);
            return false;
        }
    }
}
