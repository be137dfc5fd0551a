package io.dbmigration.runner.history;

import io.dbmigration.runner.database.SqlLiteral;

/**
 * The command that inserts an unfinished row without waiting for the disk, with its values in it, for a message of the script's session.
 * Its count of steps, 0, is the place where it fails with 22012 unless all is as it has to be: a query around it would take the server
 * as long to plan as all the rest. A row that a rule or trigger keeps out is missed by its script's record.
 */
final class InsertText {

    private final String insert;
    private final String condition;

    /** @param table qualified and quoted */
    InsertText(String table) {
        this.insert = "INSERT INTO " + table
                + " (started_at, id, checksum, migration_name, logs, applied_steps_count) VALUES (pg_catalog.clock_timestamp(), ";
        this.condition =
                ", 0 OPERATOR(pg_catalog./) ((" + TableState.OF_TABLE.formatted(table) + ") OPERATOR(pg_catalog.=) ";
    }

    /** @param besides a condition that has to hold, too */
    String of(TableState known, PendingRow row, String logs, String besides, boolean standardStrings) {
        return insert
                + SqlLiteral.of(row.id(), standardStrings)
                + ", "
                + SqlLiteral.of(row.checksum(), standardStrings)
                + ", "
                + SqlLiteral.of(row.name(), standardStrings)
                + ", "
                + SqlLiteral.of(logs, standardStrings)
                + condition
                + SqlLiteral.of(known.text(), standardStrings)
                + HistoryTable.WITHOUT_WAITING
                + " AND "
                + besides
                + ")::pg_catalog.int4)";
    }
}
