package io.dbmigration.runner.backup;

import io.dbmigration.runner.database.Query;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many rows each table holds whose rows a dump holds.
 *
 * @param tables by qualified name, quoted where needed
 */
record RowCounts(Map<String, Long> tables) {

    /** Of an extension's own table a dump holds a part at most; a materialized view is computed anew. */
    private static final String TABLES = """
            SELECT pg_catalog.format('%I.%I', n.nspname, c.relname)
              FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
             WHERE c.relkind = 'r' AND c.relpersistence <> 't'
               AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
               AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                                WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid AND d.deptype = 'e')
            """;

    /** Reads every table once. */
    static RowCounts read(Connection connection) throws SQLException {
        var query = new Query(connection);
        var tables = new TreeMap<String, Long>();
        for (var table : query.all(TABLES)) {
            tables.put(table, Long.parseLong(query.one("SELECT pg_catalog.count(*) FROM ONLY " + table)));
        }
        return new RowCounts(tables);
    }

    /** What the other one has not as this one has it, for people; empty: nothing. */
    List<String> differences(RowCounts other) {
        var differences = new ArrayList<String>();
        tables.forEach((table, rows) -> {
            var found = other.tables.get(table);
            if (found == null) {
                differences.add(table + " is missing");
            } else if (!found.equals(rows)) {
                differences.add("%s has %d rows instead of %d".formatted(table, found, rows));
            }
        });
        return differences;
    }
}
