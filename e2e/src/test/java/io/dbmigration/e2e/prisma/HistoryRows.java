package io.dbmigration.e2e.prisma;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All rows of all history tables, by their start.
 *
 * @param logs NULL, empty or text, for each row
 */
record HistoryRows(String rows, String logs) {

    private static final String TABLES = """
            SELECT format('%I.%I', n.nspname, c.relname), n.nspname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE c.relname = '_prisma_migrations' AND c.relkind = 'r' ORDER BY 1
            """;

    private static final String ROWS = """
            SELECT '%s', migration_name, checksum,
                   CASE WHEN finished_at IS NULL THEN 'unfinished' WHEN logs = '' AND finished_at = started_at THEN 'resolved' ELSE 'finished' END,
                   CASE WHEN rolled_back_at IS NULL THEN '' ELSE 'rolled back' END,
                   applied_steps_count || ' steps',
                   CASE WHEN id ~ '^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$' THEN '' ELSE 'id ' || id END,
                   CASE WHEN logs IS NULL THEN 'NULL' WHEN logs = '' THEN 'empty' ELSE 'text' END
              FROM %s ORDER BY started_at
            """;

    private static final int LOGS = 8;

    static HistoryRows of(TestDatabase database) {
        var rows = new ArrayList<List<String>>();
        try (var connection = database.connect()) {
            for (var table : read(connection, TABLES, 2)) {
                rows.addAll(read(connection, ROWS.formatted(table.get(1), table.get(0)), LOGS));
            }
        } catch (SQLException unreadable) {
            return new HistoryRows("unreadable: " + unreadable.getSQLState(), "");
        }
        return new HistoryRows(
                joined(rows.stream().map(row -> String.join(" ", row.subList(0, LOGS - 1)))),
                joined(rows.stream().map(row -> row.get(1) + " " + row.getLast())));
    }

    private static String joined(Stream<String> lines) {
        return lines.collect(Collectors.joining("\n"));
    }

    private static List<List<String>> read(Connection connection, String sql, int columns) throws SQLException {
        try (var statement = connection.createStatement();
                var found = statement.executeQuery(sql)) {
            var rows = new ArrayList<List<String>>();
            while (found.next()) {
                var row = new ArrayList<String>();
                for (var column = 1; column <= columns; column++) {
                    row.add(found.getString(column));
                }
                rows.add(row);
            }
            return rows;
        }
    }
}
