package io.dbmigration.runner.database;

import io.dbmigration.contract.Reason;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.jdbc.PgConnection;

/** The way in by one of the databases that every server has, for what cannot be done from inside a database. */
final class MaintenanceDatabase {

    private static final List<String> ALWAYS_THERE = List.of("postgres", "template1");

    private MaintenanceDatabase() {}

    /**
     * Another database than the connector's own.
     *
     * @param options as of {@link Connector#open(String, String)}
     * @throws SQLException of the last that was tried
     */
    static PgConnection open(Connector connector, @Nullable String options) throws SQLException {
        var last = new SQLException("no maintenance database", "3D000");
        for (var database : ALWAYS_THERE) {
            if (database.equals(connector.settings().database())) {
                continue;
            }
            try {
                return connector.toDatabase(database).open(options, null);
            } catch (SQLException error) {
                var reason = ConnectErrors.reason(error);
                if (reason != Reason.DATABASE_NOT_FOUND && reason != Reason.ACCESS_DENIED) {
                    throw error;
                }
                last = error;
            }
        }
        throw last;
    }
}
