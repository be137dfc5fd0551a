package io.dbmigration.runner.restore;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.runner.database.ConnectErrors;
import io.dbmigration.runner.database.ConnectionSettings;
import java.sql.SQLException;

/** What a command of a restore that failed means. */
record RestoreErrorText(ConnectionSettings settings) {

    private static final String REFUSED = "42501";
    private static final String CANCELLED = "57014";

    /** @param what was tried, for example {@code The new database could not be made} */
    RunException explain(String what, SQLException error) {
        if (ConnectErrors.lost(error)) {
            return new RunException(
                    Reason.INTERRUPTED, "%s: the connection was lost (%s).".formatted(what, error.getMessage()), error);
        }
        if (CANCELLED.equals(error.getSQLState())) {
            return new RunException(Reason.INTERRUPTED, what + ": it was cancelled.", error);
        }
        var reason = REFUSED.equals(error.getSQLState()) ? Reason.ACCESS_DENIED : Reason.RESTORE_FAILED;
        return new RunException(
                reason,
                "%s: %s (SQLSTATE %s, at %s)."
                        .formatted(what, error.getMessage(), error.getSQLState(), settings.address()),
                error);
    }
}
