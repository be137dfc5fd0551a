package io.dbmigration.runner.database;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import org.jspecify.annotations.Nullable;

/** A session that was open is gone: whether its last command took effect is not known; look on a new one. */
public final class ConnectionLostException extends RunException {

    private static final long serialVersionUID = 1L;

    public ConnectionLostException(String message, @Nullable Throwable cause) {
        super(Reason.DATABASE_UNREACHABLE, message, cause);
    }
}
