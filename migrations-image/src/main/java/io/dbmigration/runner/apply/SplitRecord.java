package io.dbmigration.runner.apply;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.contract.RunResult.Notice;
import java.util.List;

/** Records a script whose record could not travel with it: all its statements are done. */
record SplitRecord(ApplyContext context) implements LastRecord {

    @Override
    public Outcome finish(Attempt attempt, List<Notice> notices) {
        try {
            var finished = context.history().finish(attempt.row());
            if (finished.isPresent()) {
                return new Outcome.Applied(finished.get(), List.copyOf(notices));
            }
        } catch (RunException unacknowledged) {
            return again(attempt, notices, String.valueOf(unacknowledged.getMessage()));
        }
        return again(attempt, notices, "its row was changed by another session");
    }

    private Outcome again(Attempt attempt, List<Notice> notices, String why) {
        return switch (new RowTruth(context).read(attempt.row().id())) {
            case RowReading.Found(var row) when row.applied() -> new Outcome.Applied(row, List.copyOf(notices));
            case RowReading.Found(var row) when row.equals(attempt.row()) -> onceMore(attempt, notices);
            default -> unknown(attempt, why);
        };
    }

    private Outcome onceMore(Attempt attempt, List<Notice> notices) {
        try {
            return context.history()
                    .finish(attempt.row())
                    .<Outcome>map(row -> new Outcome.Applied(row, List.copyOf(notices)))
                    .orElseGet(() -> unknown(attempt, "its row was changed by another session"));
        } catch (RunException unacknowledged) {
            return unknown(attempt, String.valueOf(unacknowledged.getMessage()));
        }
    }

    private static Outcome unknown(Attempt attempt, String why) {
        return new Outcome.Failed(new RunException(
                Reason.OUTCOME_UNKNOWN,
                "All %d statements of %s are done, but it could not be recorded: %s. Mark it as applied."
                        .formatted(attempt.statements(), attempt.migration(), why)));
    }
}
