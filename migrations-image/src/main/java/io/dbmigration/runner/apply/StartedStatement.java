package io.dbmigration.runner.apply;

import io.dbmigration.contract.RunException;
import io.dbmigration.runner.database.ConnectionLostException;
import io.dbmigration.runner.history.Execution;
import io.dbmigration.runner.history.HistoryRow;
import java.util.Optional;

/** Writes into the row which statement is started; a bookkeeping connection that was lost meanwhile is replaced. */
record StartedStatement(ApplyContext context) {

    private static final String TEXT = "In progress, statement by statement.";
    private static final String ROLLBACK_TEXT =
            "Rollback in progress, statement by statement; nothing is applied until it is settled.";

    /**
     * The attempt with its new row; empty: another session has changed the row.
     *
     * @throws RunException where the row can be neither written nor read
     */
    Optional<Attempt> write(Attempt attempt, int statement) {
        var marker = attempt.marker().atStatement(statement);
        var logs = marker.format(attempt.execution() == Execution.ROLLBACK ? ROLLBACK_TEXT : TEXT);
        return change(attempt.row(), logs).map(row -> attempt.with(row, marker));
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
