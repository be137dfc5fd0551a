package io.dbmigration.runner.backup;

import io.dbmigration.runner.database.Query;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How many rows each table holds whose rows a dump holds.
 *
 * @param tables by name, as {@link TableName} writes it
 * @param uncounted tables that cannot be compared: an extension's own, of which a dump holds a part at most, and those that the role
 *     may not read
 */
public record RowCounts(Map<String, Long> tables, Set<String> uncounted) {

    private static final String REFUSED = "42501";

    /** A materialized view is computed anew. */
    private static final String TABLES = """
            SELECT pg_catalog.format('%I.%I', n.nspname, c.relname)
              FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
             WHERE c.relkind = 'r' AND c.relpersistence <> 't'
               AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
               AND EXISTS (SELECT FROM pg_catalog.pg_depend d
                            WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid AND d.deptype = 'e') = ?
            """;

    /** What a dump, or a manifest, says. */
    static RowCounts ofDump(Map<String, Long> tables) {
        return new RowCounts(tables, Set.of());
    }

    /** Reads every table once. */
    public static RowCounts read(Connection connection) throws SQLException {
        var query = new Query(connection);
        var tables = new TreeMap<String, Long>();
        var uncounted = new TreeSet<String>();
        for (var table : query.all(TABLES, true)) {
            uncounted.add(TableName.parse(table).toString());
        }
        for (var table : query.all(TABLES, false)) {
            var name = TableName.parse(table).toString();
            try {
                tables.put(name, Long.parseLong(query.one("SELECT pg_catalog.count(*) FROM ONLY " + table)));
            } catch (SQLException error) {
                if (!REFUSED.equals(error.getSQLState())) {
                    throw error;
                }
                uncounted.add(name);
            }
        }
        return new RowCounts(tables, uncounted);
    }

    /** What the other one has not as this one has it, for people; empty: nothing. */
    public List<String> differences(RowCounts other) {
        var differences = new ArrayList<String>();
        tables.forEach((table, rows) -> {
            var found = other.tables.get(table);
            if (found == null && !other.uncounted.contains(table)) {
                differences.add(table + " is missing");
            } else if (found != null && !found.equals(rows)) {
                differences.add("%s has %d rows instead of %d".formatted(table, found, rows));
            }
        });
        return differences;
    }

    /** For people. */
    public String text() {
        var all = tables.values().stream().mapToLong(Long::longValue).sum();
        return "%d rows in %d tables".formatted(all, tables.size())
                + (uncounted.isEmpty() ? "" : "; not counted: " + String.join(", ", uncounted));
    }
}
