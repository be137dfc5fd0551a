package io.dbmigration.runner.database;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;

/** A new connection led to another server than the script's (a failover, a Service with several backends): look again. */
public final class ServerChangedException extends RunException {

    private static final long serialVersionUID = 1L;

    public ServerChangedException(String message) {
        super(Reason.DATABASE_UNREACHABLE, message);
    }
}
