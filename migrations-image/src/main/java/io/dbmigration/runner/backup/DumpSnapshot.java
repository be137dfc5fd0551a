package io.dbmigration.runner.backup;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The state of the database that a dump holds, exported for pg_dump. It ties the dump to the very server of the run: another one, to
 * which a Service or a second host may lead pg_dump, does not know the snapshot.
 *
 * @param id for {@code pg_dump --snapshot}
 * @param lsn where the write-ahead log stood; null: the role may not ask
 * @param databaseSize in bytes
 */
record DumpSnapshot(
        Connection connection, String id, @Nullable String lsn, long databaseSize) implements AutoCloseable {

    private static final String EXPORT = """
            SELECT pg_catalog.pg_export_snapshot(), pg_catalog.pg_database_size(pg_catalog.current_database())
            """;

    /** Opens the transaction that keeps the snapshot. @param connection in autocommit, idle */
    static DumpSnapshot export(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
            try (var row = statement.executeQuery(EXPORT)) {
                row.next();
                return new DumpSnapshot(
                        connection, row.getString(1), WalPosition.of(connection).orElse(null), row.getLong(2));
            }
        } catch (SQLException failed) {
            rollBack(connection);
            throw failed;
        }
    }

    /** Ends the transaction; a session that is lost has ended it already. */
    @Override
    public void close() throws SQLException {
        rollBack(connection);
    }

    private static void rollBack(Connection connection) throws SQLException {
        if (connection.isClosed()) {
            return;
        }
        try (var statement = connection.createStatement()) {
            statement.execute("ROLLBACK");
        }
    }
}
