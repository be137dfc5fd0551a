package io.dbmigration.runner.apply;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.contract.RunResult.Notice;
import io.dbmigration.runner.history.HistoryRow;
import java.util.List;
import java.util.stream.Stream;

/** Records a rollback whose record could not travel with it: all its statements are done. */
record RollbackRecord(ApplyContext context, Reversal reversal) implements LastRecord {

    @Override
    public Outcome finish(Attempt attempt, List<Notice> notices) {
        var rows = Stream.concat(reversal.rows().stream(), Stream.of(attempt.row()))
                .toList();
        try {
            if (context.history().rollBack(rows, reversal.logs())) {
                return new Outcome.Applied(attempt.row(), List.copyOf(notices));
            }
            return unknown(attempt, "its rows were changed by another session");
        } catch (RunException unacknowledged) {
            return new RowTruth(context).read(attempt.row().id()) instanceof RowReading.Found(HistoryRow row)
                            && reversal.isRecordedIn(row)
                    ? new Outcome.Applied(row, List.copyOf(notices))
                    : unknown(attempt, String.valueOf(unacknowledged.getMessage()));
        }
    }

    private static Outcome unknown(Attempt attempt, String why) {
        return new Outcome.Failed(new RunException(
                Reason.OUTCOME_UNKNOWN,
                "All %d statements of %s are done, but it could not be recorded: %s."
                        .formatted(attempt.statements(), attempt.title(), why)));
    }
}
