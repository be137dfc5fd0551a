package io.dbmigration.runner.apply;

import io.dbmigration.contract.Reason;
import io.dbmigration.runner.history.Execution;
import io.dbmigration.runner.history.Marker;
import io.dbmigration.runner.history.Marker.State;

/**
 * What an unfinished row means, by the way the script was sent and the way it ended.
 *
 * @param marker what stands in the row
 * @param reached number of the statement that was under way, from 1
 * @see "design-run.md, the table in 4.4"
 */
record UnfinishedRow(Marker marker, Ending ending, int reached, int statements) {

    static final String NOTHING_LEFT = "Nothing of it is left in the database.";

    Ruling ruling(LockBudget budget) {
        return switch (marker.execution()) {
            case ATOMIC -> atomic(budget);
            case OUTSIDE_EFFECTS -> outsideEffects();
            case OWN_TRANSACTIONS, STATEMENT_BY_STATEMENT, ROLLBACK -> notAtomic();
        };
    }

    /** A COMMIT came back from a script that was taken for atomic: it is not, whatever the lexer said. */
    UnfinishedRow ifCommitted(boolean committed) {
        return committed && marker.execution().leavesNothing()
                ? new UnfinishedRow(marker.executedAs(Execution.OWN_TRANSACTIONS), ending, reached, statements)
                : this;
    }

    private Ruling atomic(LockBudget budget) {
        return switch (ending) {
            case DONE, LEFT_OPEN, REFUSED -> write(State.FAILED_LEFT_NOTHING, Reason.MIGRATION_FAILED, NOTHING_LEFT);
            case LOCKED ->
                budget.allowsAnotherTry()
                        ? new Ruling.Repeat()
                        : write(State.FAILED_LEFT_NOTHING, Reason.LOCK_TIMEOUT, budget.describe() + " " + NOTHING_LEFT);
            case CANCELLED, CUT ->
                write(State.INTERRUPTED, Reason.INTERRUPTED, NOTHING_LEFT + " The next run applies it again.");
            case TERMINATED ->
                write(State.INTERRUPTED, Reason.SESSION_TERMINATED, "A person ended its session. " + NOTHING_LEFT);
            case TIMED_OUT ->
                write(
                        State.FAILED_LEFT_NOTHING,
                        Reason.DEADLINE_EXCEEDED,
                        "The run's timeout was over. " + NOTHING_LEFT);
            case OVERWHELMED -> write(State.FAILED_LEFT_NOTHING, Reason.MIGRATION_FAILED, NOTHING_LEFT);
        };
    }

    private Ruling outsideEffects() {
        return ending.cutOff()
                ? new Ruling.Leave(
                        Reason.OUTCOME_UNKNOWN,
                        "It was cut off, and it names things outside this database that no rollback undoes.")
                : write(
                        State.FAILED_LEFT_NOTHING,
                        Reason.MIGRATION_FAILED,
                        "Nothing of it is left in this database; what it did outside is not undone.");
    }

    private Ruling notAtomic() {
        if (ending.cutOff()) {
            return new Ruling.Leave(
                    Reason.OUTCOME_UNKNOWN,
                    "It is not atomic and was cut off at statement " + reached + " of " + statements + ".");
        }
        return new Ruling.Write(
                marker.as(State.FAILED).atStatement(reached),
                Reason.MIGRATION_FAILED,
                "It is not atomic: what its earlier statements did may be in the database.");
    }

    private Ruling write(State state, Reason reason, String consequence) {
        return new Ruling.Write(marker.as(state), reason, consequence);
    }
}
