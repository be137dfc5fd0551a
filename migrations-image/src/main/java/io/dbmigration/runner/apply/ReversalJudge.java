package io.dbmigration.runner.apply;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.runner.history.HistoryRow;
import java.util.Optional;

/** Says what became of an atomic rollback, from the rows it was to mark: they are the truth, whatever happened to the connection. */
final class ReversalJudge {

    private final ApplyContext context;
    private final RowTruth truth;
    private final LockBudget budget;

    ReversalJudge(ApplyContext context, LockBudget budget) {
        this.context = context;
        this.truth = new RowTruth(context);
        this.budget = budget;
    }

    /** Empty: nothing of it is left, and another try may not meet the same lock. */
    Optional<Outcome> judge(Reversal reversal, Ending ending, Failures failures) {
        var settled = new Settling(context, truth).settle(ending);
        var first = reversal.rows().getFirst();
        var reading = settled.lostConnection() ? truth.readAnew(first.id()) : truth.read(first.id());
        return switch (reading) {
            case RowReading.Found(var row)
            when reversal.isRecordedIn(row) -> Optional.of(new Outcome.Applied(row, failures.durability()));
            case RowReading.Found(var row) when row.saysTheSameAs(first) -> stillApplied(reversal, settled, failures);
            case RowReading.Unreadable(var why) ->
                failed(
                        failures,
                        Reason.INTERRUPTED,
                        "What became of it cannot be read now; the next run does. " + why.getMessage());
            case RowReading.Found changed -> Optional.of(takenAway(settled, failures, changed.row()));
            case RowReading.Gone gone ->
                failed(failures, Reason.INTERRUPTED, "Its row was removed meanwhile. " + UnfinishedRow.NOTHING_LEFT);
        };
    }

    private Optional<Outcome> stillApplied(Reversal reversal, Ending ending, Failures failures) {
        if (failures.answer().committed()) {
            return failed(failures, Reason.OUTCOME_UNKNOWN, "It committed by itself, so a part of it may be done.");
        }
        if (failures.answer().sqlState().equals("25006") && new ReadOnlyServer(context).isReadOnly()) {
            return failed(failures, Reason.READ_ONLY_SERVER, UnfinishedRow.NOTHING_LEFT);
        }
        if (reversal.script().outsideEffects()) {
            return failed(
                    failures,
                    ending.cutOff() ? Reason.OUTCOME_UNKNOWN : Reason.MIGRATION_FAILED,
                    "Nothing of it is left in this database; what it did outside is not undone.");
        }
        if (ending == Ending.LOCKED && budget.allowsAnotherTry()) {
            return Optional.empty();
        }
        var before = ending == Ending.LOCKED ? budget.describe() + " " : "";
        return failed(
                failures,
                reasonOf(ending),
                before + UnfinishedRow.NOTHING_LEFT + " " + reversal.migration() + " is still applied.");
    }

    private static Reason reasonOf(Ending ending) {
        return switch (ending) {
            case DONE, LEFT_OPEN, REFUSED, OVERWHELMED -> Reason.MIGRATION_FAILED;
            case LOCKED -> Reason.LOCK_TIMEOUT;
            case CANCELLED, CUT -> Reason.INTERRUPTED;
            case TERMINATED -> Reason.SESSION_TERMINATED;
            case TIMED_OUT -> Reason.DEADLINE_EXCEEDED;
        };
    }

    private static Outcome takenAway(Ending ending, Failures failures, HistoryRow row) {
        return ending.cutOff() || ending.lostConnection()
                ? new Outcome.Failed(failures.because(
                        Reason.INTERRUPTED,
                        "Its row was changed by another session meanwhile. " + UnfinishedRow.NOTHING_LEFT))
                : new Outcome.Replan("another session has changed the row of " + row.name());
    }

    private static Optional<Outcome> failed(Failures failures, Reason reason, String consequence) {
        RunException error = failures.because(reason, consequence);
        return Optional.of(new Outcome.Failed(error));
    }
}
