package io.dbmigration.runner.database;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import java.sql.SQLException;
import org.postgresql.core.Utils;

/** Creates the database that the settings name, as Prisma does: by way of one that every server has. */
final class MissingDatabase {

    private static final String DUPLICATE = "42P04";
    /** Two that create the same name at once: the second meets the unique index of the catalog. */
    private static final String UNIQUE_VIOLATION = "23505";

    private final Connector connector;

    MissingDatabase(Connector connector) {
        this.connector = connector;
    }

    void create() throws SQLException {
        try (var connection =
                MaintenanceDatabase.open(connector, connector.settings().options())) {
            new Query(connection)
                    .run("CREATE DATABASE "
                            + Utils.escapeIdentifier(null, connector.settings().database()));
        } catch (SQLException error) {
            if (!DUPLICATE.equals(error.getSQLState()) && !UNIQUE_VIOLATION.equals(error.getSQLState())) {
                if (ConnectErrors.lost(error)) {
                    throw error;
                }
                throw notCreated(error);
            }
        }
    }

    private RunException notCreated(SQLException error) {
        return new RunException(
                Reason.DATABASE_NOT_CREATED,
                "The database %s at %s does not exist and could not be created: %s (SQLSTATE %s)."
                        .formatted(
                                connector.settings().database(),
                                connector.settings().address(),
                                error.getMessage(),
                                error.getSQLState()),
                error);
    }
}
