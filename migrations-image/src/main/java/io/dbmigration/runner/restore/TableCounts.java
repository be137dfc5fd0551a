package io.dbmigration.runner.restore;

import io.dbmigration.runner.database.Query;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many rows the tables of a database hold.
 *
 * @param rows by the table's name, qualified, and quoted where needed
 * @param uncounted tables whose rows the role may not read
 */
record TableCounts(Map<String, Long> rows, List<String> uncounted) {

    private static final String REFUSED = "42501";

    private static final String TABLES = """
            SELECT pg_catalog.format('%I.%I', n.nspname, c.relname)
              FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
             WHERE c.relkind = 'r' AND c.relpersistence <> 't'
               AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'""";

    static TableCounts read(Query query) throws SQLException {
        var rows = new TreeMap<String, Long>();
        var uncounted = new ArrayList<String>();
        for (var table : query.all(TABLES)) {
            try {
                rows.put(table, Long.parseLong(query.one("SELECT count(*) FROM ONLY " + table)));
            } catch (SQLException error) {
                if (!REFUSED.equals(error.getSQLState())) {
                    throw error;
                }
                uncounted.add(table);
            }
        }
        return new TableCounts(rows, uncounted);
    }

    /** For people. */
    String text() {
        var all = rows.values().stream().mapToLong(Long::longValue).sum();
        return "%d rows in %d tables".formatted(all, rows.size())
                + (uncounted.isEmpty() ? "" : "; not counted: " + String.join(", ", uncounted));
    }

    /** What is not as expected, for people. */
    List<String> differences(Map<String, Long> expected) {
        var differences = new ArrayList<String>();
        expected.forEach((table, count) -> {
            if (!uncounted.contains(table) && !count.equals(rows.get(table))) {
                differences.add("%s has %s rows instead of %d".formatted(table, rows.get(table), count));
            }
        });
        return differences;
    }
}
