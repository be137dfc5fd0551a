package io.dbmigration.runner.apply;

import java.sql.SQLException;

/** Tells a server that takes no writes (a standby, a fenced primary) from a script that asked for a read-only transaction. */
record ReadOnlyServer(ApplyContext context) {

    private static final String READ_ONLY =
            "SELECT pg_catalog.pg_is_in_recovery() OR pg_catalog.current_setting('default_transaction_read_only')::pg_catalog.bool";

    boolean isReadOnly() {
        try {
            return new BookkeepingQuery(context).all(READ_ONLY).contains("t");
        } catch (SQLException unknown) {
            return false;
        }
    }
}
