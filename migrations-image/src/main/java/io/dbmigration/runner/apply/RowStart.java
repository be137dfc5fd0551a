package io.dbmigration.runner.apply;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.runner.database.ConnectionLostException;
import io.dbmigration.runner.history.Execution;
import io.dbmigration.runner.history.HistoryRow;
import io.dbmigration.runner.history.Marker;
import io.dbmigration.runner.history.PendingRow;
import java.util.Optional;

/** Puts the unfinished row into the history before a script is sent, if the history still is as planned. */
record RowStart(ApplyContext context, PlannedRows plan) {

    sealed interface Result {}

    /** @param row as read; as it was written, where a message has inserted it */
    record Started(PendingRow pending, HistoryRow row, Marker marker) implements Result {}

    /** Nothing was run. */
    record NotStarted(Outcome outcome) implements Result {}

    /** An insert that is not acknowledged is looked for by its id, on a new connection. */
    Result insert(PendingRow pending, Marker marker) {
        try {
            var row = insertOnce(pending, marker);
            // Also when nothing differs: then the table was rewritten, and is known again.
            return row.or(() -> plan.difference().isPresent() ? Optional.empty() : insertOnce(pending, marker))
                    .<Result>map(inserted -> new Started(pending, inserted, marker))
                    .orElseGet(() -> new NotStarted(notInserted(pending)));
        } catch (RunException refused) {
            if (!(refused instanceof ConnectionLostException)) {
                return new NotStarted(new Outcome.Failed(refused));
            }
            return lookFor(pending, marker, refused);
        }
    }

    /** A plan made anew would meet the same table again, for ever. */
    private Outcome notInserted(PendingRow pending) {
        return plan.difference().isPresent()
                ? new Outcome.Replan(PlannedRows.CHANGED)
                : new Outcome.Failed(new RunException(
                        Reason.TABLE_LOST,
                        "The history %s takes no new row: a trigger or a rule of the table keeps it out. Nothing of %s was run."
                                .formatted(context.history().qualifiedName(), pending.name())));
    }

    private Optional<HistoryRow> insertOnce(PendingRow pending, Marker marker) {
        var logs = marker.inProgress();
        var ahead = marker.execution() == Execution.ATOMIC;
        return ahead
                ? context.history().insertAhead(plan.state(), pending, logs)
                : context.history().insert(plan.state(), pending, logs);
    }

    private Result lookFor(PendingRow pending, Marker marker, RunException lost) {
        return new RowTruth(context).readAnew(pending.id()) instanceof RowReading.Found(var row)
                ? new Started(pending, row, marker)
                : new NotStarted(new Outcome.Failed(new RunException(
                        Reason.INTERRUPTED,
                        "The connection was lost before " + pending.name() + " was begun; nothing of it was run.",
                        lost)));
    }
}
