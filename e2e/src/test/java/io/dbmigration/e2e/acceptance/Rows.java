package io.dbmigration.e2e.acceptance;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Every row of every table, but for the history of migrations. */
record Rows(Map<String, List<String>> ofTable) {

    static Rows of(TestDatabase database) {
        var rows = new TreeMap<String, List<String>>();
        for (var table : database.query(
                "SELECT oid::regclass::text FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
                        + " AND relname <> '_prisma_migrations'")) {
            rows.put(table, database.query("SELECT t::text FROM " + table + " AS t ORDER BY 1"));
        }
        return new Rows(rows);
    }

    /** A failed comparison would print every row. */
    @Override
    public String toString() {
        var shown = new TreeMap<String, String>();
        ofTable.forEach((table, rows) -> shown.put(table, rows.size() + " rows, hash " + rows.hashCode()));
        return shown.toString();
    }
}
