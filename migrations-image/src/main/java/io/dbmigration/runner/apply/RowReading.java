package io.dbmigration.runner.apply;

import io.dbmigration.contract.RunException;
import io.dbmigration.runner.history.HistoryRow;

/** What a look for our row brought. */
sealed interface RowReading {

    record Found(HistoryRow row) implements RowReading {}

    record Gone() implements RowReading {}

    /** The server that ran the script cannot be asked. */
    record Unreadable(RunException why) implements RowReading {}
}
