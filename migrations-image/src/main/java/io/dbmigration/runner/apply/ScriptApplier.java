package io.dbmigration.runner.apply;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.runner.bundle.Migration;
import io.dbmigration.runner.bundle.Script;
import io.dbmigration.runner.database.Connections;
import io.dbmigration.runner.history.Execution;
import io.dbmigration.runner.history.HistoryRow;
import io.dbmigration.runner.history.HistoryTable;
import io.dbmigration.runner.history.Marker;
import io.dbmigration.runner.script.ParsedScript;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Applies pending migrations one by one, in the order of the calls; ends with the first that is not {@link Outcome.Applied}. */
public final class ScriptApplier {

    private static final Logger LOG = LoggerFactory.getLogger(ScriptApplier.class);

    private final ApplyContext context;
    private final PlannedRows plan;
    /** By the reset behind the last script; nothing was sent on the script's session since. */
    private boolean lockSeen;
    /** Of the last script whose commit did not wait for the disk; null: all did, or were brought there by a later one. */
    private @Nullable HistoryRow ahead;

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
    }

    /**
     * @param script the migration's, as the plan has checked it
     * @throws RunException FileMissing, BundleInvalid; everything else is in the outcome
     */
    public Outcome apply(Migration migration, ParsedScript script) {
        return apply(migration, script, false);
    }

    /**
     * As {@link #apply}, for a script that another one follows: where it is atomic, its commit does not wait for the disk. The next one
     * that waits brings both there, and a server that crashes before has lost script and record alike.
     */
    public Outcome applyAhead(Migration migration, ParsedScript script) {
        return apply(migration, script, true);
    }

    /** Waits for what {@link #applyAhead} left behind, where the run ended before a script that waits. */
    public void bringToDisk() {
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

    private Outcome apply(Migration migration, ParsedScript script, boolean followed) {
        var file = migration.requireScript();
        if (context.cancellation().isRequested()) {
            return Ending.stoppedBefore(context, migration.name());
        }
        // The history is compared again by the command that inserts the row.
        var changed = lockSeen ? Optional.<String>empty() : plan.difference();
        if (changed.isPresent()) {
            return new Outcome.Replan(changed.get());
        }
        lockSeen = false;
        var outcome = run(migration, file, script, followed);
        if (outcome instanceof Outcome.Applied(var row, var notices, var renewed)) {
            if (row.applied()) {
                plan.expect(row);
            } else {
                plan.expectFinished(row);
            }
            ahead = followed ? row : null;
            lockSeen = renewed || cleanSession();
        }
        return outcome;
    }

    private Outcome run(Migration migration, Script file, ParsedScript script, boolean followed) {
        var refusal = script.refusal();
        if (refusal.isPresent()) {
            return new Outcome.Failed(new RunException(
                    Reason.SYNTAX_ERROR, migration.name() + ": " + refusal.get().why()));
        }
        var execution = executionOf(script);
        var waitsForDisk = !followed || execution != Execution.ATOMIC;
        return switch (new RowStart(context, plan).insert(migration.name(), file.checksum(), marker(execution))) {
            case RowStart.Started(var row, var marker) -> {
                plan.expect(row);
                yield send(new Attempt(migration.name(), script, row, marker, waitsForDisk));
            }
            case RowStart.NotStarted(var outcome) -> outcome;
        };
    }

    private Outcome send(Attempt attempt) {
        if (attempt.execution() == Execution.STATEMENT_BY_STATEMENT) {
            return new StatementRun(context, plan).run(attempt);
        }
        if (attempt.execution() != Execution.OWN_TRANSACTIONS) {
            return new MessageRun(context, plan).run(attempt);
        }
        var prepared = PreparedTransactions.of(context);
        var outcome = new MessageRun(context, plan).run(attempt);
        return prepared.warn(context, outcome);
    }

    private static Execution executionOf(ParsedScript script) {
        return switch (script.scriptClass()) {
            case ATOMIC -> script.outsideEffects() ? Execution.OUTSIDE_EFFECTS : Execution.ATOMIC;
            case OWN_TRANSACTION_CONTROL -> Execution.OWN_TRANSACTIONS;
            case NOT_IN_TRANSACTION -> Execution.STATEMENT_BY_STATEMENT;
            case REFUSED -> throw new IllegalArgumentException("a refused script is never sent");
        };
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
