package io.dbmigration.runner.script;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * What came back for one message. Not yet what became of it: that is in the history's row.
 *
 * @param completions statements completed before the error, or all
 * @param committed whether a COMMIT was among them
 * @param error the first one
 * @param notices the last things the server said
 * @param localDurabilityOnly whether a commit did not wait for its synchronous standby
 */
public record Answer(
        int completions,
        boolean committed,
        @Nullable SQLException error,
        List<String> notices,
        boolean localDurabilityOnly) {

    public boolean failed() {
        return error != null;
    }

    /** Five characters; empty when there is no error, or none with a state. */
    public String sqlState() {
        return error == null || error.getSQLState() == null ? "" : error.getSQLState();
    }

    /** What the server said about the error; empty when the driver found it. */
    public Optional<ServerErrorMessage> serverError() {
        return error instanceof PSQLException fromServer
                ? Optional.ofNullable(fromServer.getServerErrorMessage())
                : Optional.empty();
    }
}
