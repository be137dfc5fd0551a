package io.dbmigration.runner.database;

import io.dbmigration.contract.RunException;
import java.sql.SQLException;

/** What a refused or failed connection means. */
public final class ConnectErrors {

    private ConnectErrors() {}

    /** The reason, and a message without any secret. */
    public static RunException explain(SQLException error, ConnectionSettings settings) {
        throw new UnsupportedOperationException(settings.address(), error);
    }
}
