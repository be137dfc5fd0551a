package io.dbmigration.runner.restore;

import io.dbmigration.runner.database.Bookkeeping;
import io.dbmigration.runner.database.ConnectionSettings;
import io.dbmigration.runner.database.Connections;
import io.dbmigration.runner.database.DatabaseSql;
import io.dbmigration.runner.database.HistoryAccess;
import io.dbmigration.runner.database.Query;
import io.dbmigration.runner.history.HistoryRow;
import io.dbmigration.runner.history.HistoryTable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * The migrations that are applied in the database to be replaced and not in the restored one. A row for each keeps the next deploy of
 * the same bundle from repeating what the restore has undone; to Prisma it is a migration that was rolled back.
 *
 * @param mark the hold, put behind a text for people
 */
record HeldMigrations(Connections connections, UnaryOperator<String> mark) {

    private static final String INSERT = """
            INSERT INTO %s (id, checksum, logs, started_at, rolled_back_at, migration_name, applied_steps_count)
            SELECT ?, ?, ?, t, t, ?, 0 FROM pg_catalog.clock_timestamp() AS t""";

    private static final String TEXT = "Undone by a restore from a backup that was taken before it.";

    /** A way to the history of the restored database, at the same place as in the present one. */
    private record Beside(Bookkeeping bookkeeping, ConnectionSettings settings, String historySchema)
            implements HistoryAccess {}

    /** Names of those that are held back. @param restored a session in the restored database */
    List<String> hold(Bookkeeping restored) throws SQLException {
        var present = history(connections);
        if (!present.exists()) {
            return List.of();
        }
        var beside = history(new Beside(restored, connections.settings(), connections.historySchema()));
        var there = beside.exists();
        var undone = applied(present.rows());
        undone.keySet().removeAll(there ? applied(beside.rows()).keySet() : List.of());
        if (!undone.isEmpty()) {
            insert(new Query(restored.connection()), beside, there, undone.values());
        }
        return List.copyOf(undone.keySet());
    }

    /** The newest row of each, by name. */
    private static Map<String, HistoryRow> applied(List<HistoryRow> rows) {
        var applied = new LinkedHashMap<String, HistoryRow>();
        rows.stream().filter(HistoryRow::applied).forEach(row -> applied.put(row.name(), row));
        return applied;
    }

    private void insert(Query query, HistoryTable history, boolean there, Collection<HistoryRow> undone)
            throws SQLException {
        query.run("BEGIN");
        if (!there) {
            query.run("CREATE SCHEMA IF NOT EXISTS " + DatabaseSql.name(connections.historySchema()));
            history.create();
        }
        for (var row : undone) {
            query.all(
                    INSERT.formatted(history.qualifiedName()) + " RETURNING id",
                    UUID.randomUUID().toString(),
                    row.checksum(),
                    mark.apply(TEXT),
                    row.name());
        }
        query.run("COMMIT");
    }

    private static HistoryTable history(HistoryAccess access) {
        return new HistoryTable(access, Duration.ZERO, holder -> {});
    }
}
