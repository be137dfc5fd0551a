package io.dbmigration.runner.history;

import io.dbmigration.runner.database.SqlLiteral;

/** The command that inserts an unfinished row without waiting for the disk, with its values in it, for a message of the script's session. */
final class InsertText {

    /** Fails with 22012 where no row was inserted. */
    private static final String REQUIRED =
            " RETURNING 1) SELECT 1 OPERATOR(pg_catalog./) pg_catalog.count(*) FROM added";

    private final String insert;
    private final String condition;

    /** @param table qualified and quoted */
    InsertText(String table) {
        this.insert = "WITH added AS (INSERT INTO " + table
                + " (started_at, id, checksum, migration_name, logs) SELECT pg_catalog.clock_timestamp(), ";
        this.condition = " WHERE (" + TableState.OF_TABLE.formatted(table) + ") OPERATOR(pg_catalog.=) ";
    }

    String of(TableState known, PendingRow row, String logs, boolean standardStrings) {
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
                + REQUIRED;
    }
}
