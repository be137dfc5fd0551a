package io.dbmigration.runner.apply;

import io.dbmigration.contract.RunException;
import io.dbmigration.runner.database.ConnectionLostException;
import io.dbmigration.runner.history.HistoryRow;
import java.util.Optional;

/** Writes into the row which statement is started, after the first; a bookkeeping connection that was lost meanwhile is replaced. */
record StartedStatement(ApplyContext context) {

    /**
     * The attempt with its new row; empty: another session has changed the row.
     *
     * @throws RunException where the row can be neither written nor read
     */
    Optional<Attempt> write(Attempt attempt, int statement) {
        var marker = attempt.marker().atStatement(statement);
        return change(attempt.row(), marker.inProgress()).map(row -> attempt.with(row, marker));
    }

    private Optional<HistoryRow> change(HistoryRow before, String logs) {
        try {
            return context.history().changeLogs(before, logs);
        } catch (ConnectionLostException unacknowledged) {
            return switch (new RowTruth(context).readAnew(before.id())) {
                case RowReading.Found(var row) when logs.equals(row.logs()) -> Optional.of(row);
                case RowReading.Found(var row)
                when row.equals(before) -> context.history().changeLogs(before, logs);
                case RowReading.Unreadable(var why) -> throw why;
                case RowReading.Found changed -> Optional.empty();
                case RowReading.Gone gone -> Optional.empty();
            };
        }
    }
}
