package io.dbmigration.runner.history;

/**
 * Which rows a table holds, in two numbers that the server computes without sending a row. An applied one counts by what it says, but for
 * its times, so that a run knows it before it is there; any other by where its present version lies and which transaction wrote it, so
 * that nothing can be changed, and changed back, without being seen.
 *
 * @param versions of all rows, by XOR, so that their order does not matter
 */
public record TableState(long rows, long versions) {

    /**
     * Much faster than {@code concat_ws}, which asks each type for its output function; nothing stands between, because each operator
     * costs for every row.
     */
    private static final String WHAT_IT_SAYS = "r.id OPERATOR(pg_catalog.||) r.checksum OPERATOR(pg_catalog.||)"
            + " r.migration_name OPERATOR(pg_catalog.||) COALESCE(r.logs, '')";

    /** For a query over {@code r}, applied rows of the table. */
    static final String VERSION_APPLIED = hash(WHAT_IT_SAYS);

    /** For a query over {@code r}, the table. */
    static final String VERSION = hash("CASE WHEN r.finished_at IS NOT NULL AND r.rolled_back_at IS NULL THEN "
            + WHAT_IT_SAYS + " ELSE pg_catalog.concat(r.id, ' ', r.xmin, ' ', r.ctid) END");

    /** The same as one text; {@code bit_xor} of no rows is NULL. */
    static final String OF_TABLE = "SELECT pg_catalog.concat(pg_catalog.count(*), ' ', COALESCE(pg_catalog.bit_xor("
            + VERSION + "), 0)) FROM %s AS r";

    public static final TableState EMPTY = new TableState(0, 0);

    /** As {@code equals}, which Java would first have to make, in the middle of a deploy. */
    public boolean isAs(TableState other) {
        return rows == other.rows && versions == other.versions;
    }

    public TableState with(HistoryRow row) {
        return new TableState(rows + 1, versions ^ row.version());
    }

    public TableState without(HistoryRow row) {
        return new TableState(rows - 1, versions ^ row.version());
    }

    private static String hash(String text) {
        return "pg_catalog.hashtextextended((" + text + ") COLLATE pg_catalog.\"C\", r.applied_steps_count)";
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
