package io.dbmigration.runner.apply;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.runner.database.ConnectionLostException;
import io.dbmigration.runner.history.Execution;
import io.dbmigration.runner.history.HistoryRow;
import io.dbmigration.runner.history.Marker;
import java.util.Optional;
import java.util.UUID;

/** Puts the unfinished row into the history before a script is sent, if the history still is as planned. */
record RowStart(ApplyContext context, PlannedRows plan) {

    sealed interface Result {}

    record Started(HistoryRow row, Marker marker) implements Result {}

    /** Nothing was run. */
    record NotStarted(Outcome outcome) implements Result {}

    /** An insert that is not acknowledged is looked for by its id, on a new connection. */
    Result insert(String name, String checksum, Marker marker) {
        var id = UUID.randomUUID().toString();
        try {
            var row = insert(id, name, checksum, marker);
            // Also when nothing differs: then the table was rewritten, and is known again.
            return row.or(() -> plan.difference().isPresent() ? Optional.empty() : insert(id, name, checksum, marker))
                    .<Result>map(inserted -> new Started(inserted, marker))
                    .orElseGet(() -> new NotStarted(new Outcome.Replan(PlannedRows.CHANGED)));
        } catch (RunException refused) {
            if (!(refused instanceof ConnectionLostException)) {
                return new NotStarted(new Outcome.Failed(refused));
            }
            return lookFor(id, name, marker, refused);
        }
    }

    private Optional<HistoryRow> insert(String id, String name, String checksum, Marker marker) {
        var logs = marker.format("In progress.");
        var ahead = marker.execution() == Execution.ATOMIC;
        var unread = plan.unread();
        if (unread.isPresent()) {
            return insertBehind(unread.get(), ahead, id, name, checksum, logs);
        }
        return ahead
                ? context.history().insertAhead(plan.state(), id, name, checksum, logs)
                : context.history().insert(plan.state(), id, name, checksum, logs);
    }

    private Optional<HistoryRow> insertBehind(
            HistoryRow finished, boolean ahead, String id, String name, String checksum, String logs) {
        var others = plan.state().without(finished);
        var rows = context.history().insertBehind(finished, others, ahead, id, name, checksum, logs);
        rows.stream()
                .filter(row -> row.id().equals(finished.id()) && row.applied())
                .forEach(plan::expect);
        return rows.stream().filter(row -> row.id().equals(id)).findFirst();
    }

    private Result lookFor(String id, String name, Marker marker, RunException lost) {
        return new RowTruth(context).readAnew(id) instanceof RowReading.Found(var row)
                ? new Started(row, marker)
                : new NotStarted(new Outcome.Failed(new RunException(
                        Reason.INTERRUPTED,
                        "The connection was lost before " + name + " was begun; nothing of it was run.",
                        lost)));
    }
}
