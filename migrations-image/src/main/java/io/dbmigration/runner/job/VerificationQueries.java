package io.dbmigration.runner.job;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.contract.RunRequest.VerificationQuery;
import io.dbmigration.runner.database.ScriptSession;
import io.dbmigration.runner.script.ParsedScript;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks the questions that the database must answer before it counts as migrated; each in a transaction that cannot write. */
final class VerificationQueries {

    private static final int SHOWN = 100;

    private final List<VerificationQuery> queries;
    private final StopSignal stop;

    VerificationQueries(List<VerificationQuery> queries, StopSignal stop) {
        this.queries = List.copyOf(queries);
        this.stop = stop;
    }

    /** @throws RunException VerificationFailed for the first answer that is not the expected one */
    void ask(ScriptSession session) {
        for (var query : queries) {
            var answer = stop.during(() -> cancel(session), () -> answer(session, query));
            if (!query.expect().equals(answer)) {
                throw failed("Verification query '%s' answered %s instead of '%s'."
                        .formatted(query.name(), shown(answer), query.expect()));
            }
        }
    }

    private String answer(ScriptSession session, VerificationQuery query) {
        var connection = session.connection();
        if (ParsedScript.of(query.sql(), connection.getStandardConformingStrings())
                        .statements()
                        .size()
                != 1) {
            throw failed("Verification query '%s' is not one statement.".formatted(query.name()));
        }
        try {
            session.resetBetweenScripts();
            return firstColumnOfFirstRow(connection, query.sql());
        } catch (SQLException error) {
            stop.check();
            throw new RunException(
                    Reason.VERIFICATION_FAILED,
                    "Verification query '%s' failed: %s.".formatted(query.name(), error.getMessage()),
                    error);
        }
    }

    /** By a cursor: a query that answers with millions of rows costs no memory here. */
    private static String firstColumnOfFirstRow(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("BEGIN READ ONLY");
            try {
                statement.execute("DECLARE dbm_verification NO SCROLL CURSOR FOR " + sql);
                try (var row = statement.executeQuery("FETCH 1 FROM dbm_verification")) {
                    return row.next() ? textOf(row.getString(1)) : "no row";
                }
            } finally {
                statement.execute("ROLLBACK");
            }
        }
    }

    private static String textOf(@Nullable String value) {
        return value == null ? "null" : value;
    }

    private static String shown(String answer) {
        return "'" + (answer.length() > SHOWN ? answer.substring(0, SHOWN) + "…" : answer) + "'";
    }

    private static void cancel(ScriptSession session) {
        try {
            session.cancel();
        } catch (SQLException gone) {
            // Then the query has ended, too.
            return;
        }
    }

    private static RunException failed(String message) {
        return new RunException(Reason.VERIFICATION_FAILED, message);
    }
}
