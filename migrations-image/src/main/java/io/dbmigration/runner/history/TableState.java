package io.dbmigration.runner.history;

/**
 * Which rows a table holds, in two numbers that the server computes without sending a row: told apart by where a row's present version
 * lies and which transaction wrote it, so that nothing can be changed, and changed back, without being seen.
 *
 * @param versions of all rows, by XOR, so that their order does not matter
 */
public record TableState(long rows, long versions) {

    /** For a query over {@code r}, the table. */
    static final String VERSION = "pg_catalog.hashtextextended(pg_catalog.concat(r.id, ' ', r.xmin, ' ', r.ctid), 0)";

    /** The same as one text; {@code bit_xor} of no rows is NULL. */
    static final String OF_TABLE = "SELECT pg_catalog.concat(pg_catalog.count(*), ' ', COALESCE(pg_catalog.bit_xor("
            + VERSION + "), 0)) FROM %s AS r";

    public static final TableState EMPTY = new TableState(0, 0);

    public TableState with(HistoryRow row) {
        return new TableState(rows + 1, versions ^ row.version());
    }

    public TableState without(HistoryRow row) {
        return new TableState(rows - 1, versions ^ row.version());
    }

    /** As {@link #OF_TABLE} prints it. */
    String text() {
        return rows + " " + versions;
    }

    static TableState parse(String text) {
        var blank = text.indexOf(' ');
        return new TableState(Long.parseLong(text.substring(0, blank)), Long.parseLong(text.substring(blank + 1)));
    }
}
