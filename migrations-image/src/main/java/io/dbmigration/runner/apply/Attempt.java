package io.dbmigration.runner.apply;

import io.dbmigration.runner.history.Execution;
import io.dbmigration.runner.history.HistoryRow;
import io.dbmigration.runner.history.Marker;
import io.dbmigration.runner.script.ParsedScript;
import org.jspecify.annotations.Nullable;

/**
 * One script with its row, as last read.
 *
 * @param marker what stands in the row
 * @param waitsForDisk whether its commit does; one that does not reaches the disk with the next that does
 * @param next null: its message inserts no other row
 */
record Attempt(
        String migration,
        ParsedScript script,
        HistoryRow row,
        Marker marker,
        boolean waitsForDisk,
        @Nullable RowAhead next)
        implements Sending {

    @Override
    public String title() {
        return execution() == Execution.ROLLBACK ? Reversal.titleOf(migration) : migration;
    }

    Execution execution() {
        return marker.execution();
    }

    /** Whether all of it commits together, in one message. */
    boolean isOneTransaction() {
        return switch (execution()) {
            case ATOMIC, OUTSIDE_EFFECTS -> true;
            case OWN_TRANSACTIONS, STATEMENT_BY_STATEMENT, ROLLBACK -> false;
        };
    }

    Attempt with(HistoryRow changed, Marker written) {
        return new Attempt(migration, script, changed, written, waitsForDisk, next);
    }
}
