package io.dbmigration.runner.apply;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.runner.bundle.Script;
import io.dbmigration.runner.database.ConnectionLostException;
import io.dbmigration.runner.history.HistoryRow;
import io.dbmigration.runner.history.Marker;
import java.util.UUID;

/** Puts the unfinished row into the history before a script is sent. */
record RowStart(ApplyContext context) {

    sealed interface Result {}

    record Started(HistoryRow row, Marker marker) implements Result {}

    /** Nothing was run. */
    record NotStarted(Outcome outcome) implements Result {}

    /** An insert that is not acknowledged is looked for by its id, on a new connection. */
    Result insert(String name, Script script, Marker marker) {
        var id = UUID.randomUUID().toString();
        try {
            return new Started(
                    context.history().insert(id, name, script.checksum(), marker.format("In progress.")), marker);
        } catch (RunException refused) {
            if (!(refused instanceof ConnectionLostException)) {
                return new NotStarted(new Outcome.Failed(refused));
            }
            return lookFor(id, name, marker, refused);
        }
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
