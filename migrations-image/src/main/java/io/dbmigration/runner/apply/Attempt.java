package io.dbmigration.runner.apply;

import io.dbmigration.runner.history.Execution;
import io.dbmigration.runner.history.HistoryRow;
import io.dbmigration.runner.history.Marker;
import io.dbmigration.runner.script.ParsedScript;

/**
 * One script with its row, as last read.
 *
 * @param marker what stands in the row
 */
record Attempt(String migration, ParsedScript script, HistoryRow row, Marker marker) implements Sending {

    @Override
    public String title() {
        return execution() == Execution.ROLLBACK ? Reversal.titleOf(migration) : migration;
    }

    Execution execution() {
        return marker.execution();
    }

    Attempt with(HistoryRow changed, Marker written) {
        return new Attempt(migration, script, changed, written);
    }
}
