package io.dbmigration.runner.database;

import java.sql.Connection;
import java.sql.SQLException;

/** Ends sessions that are no longer wanted. */
final class Closing {

    private Closing() {}

    static void quietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException alreadyGone) {
            // The server ends the session of a closed socket by itself.
        }
    }
}
