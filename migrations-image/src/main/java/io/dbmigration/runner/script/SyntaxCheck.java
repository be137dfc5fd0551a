package io.dbmigration.runner.script;

import io.dbmigration.contract.Failure;
import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.jdbc.PgConnection;

/**
 * Asks the server's own grammar about scripts without running anything: PostgreSQL parses a whole message before it runs its first
 * statement, and ours fails. Read only besides. The session has to be idle.
 *
 * @see "design-run.md, 4.3"
 */
public final class SyntaxCheck implements AutoCloseable {

    static final String PREFIX = "SELECT 'dbm: syntax check only, nothing is run'::int;\n";

    private static final String OUR_OWN_FAILURE = "22P02";
    /** What the parser itself raises is in these classes. */
    private static final Set<String> ABOUT_THE_TEXT = Set.of("0A", "22", "42");

    private final PgConnection connection;

    public SyntaxCheck(PgConnection connection) throws SQLException {
        this.connection = connection;
        say("SET default_transaction_read_only=on");
    }

    /**
     * Whether all of them pass, asked in one message; of one that does not, {@link #check} tells the place.
     *
     * @param scripts each {@link ParsedScript#closed}
     */
    boolean passTogether(List<ParsedScript> scripts) {
        var message = scripts.stream().map(ParsedScript::text).collect(Collectors.joining("\n", PREFIX, ""));
        return isStoppedByOurs(new SimpleMessage(message).send(connection));
    }

    /** @throws RunException SyntaxError with the place in the script; DatabaseUnreachable when the connection is lost */
    public void check(String migration, ParsedScript script) {
        var answer = new SimpleMessage(PREFIX + script.text()).send(connection);
        var error = answer.error();
        if (error == null) {
            throw new RunException(
                    Reason.RUNNER_FAILED,
                    "The syntax check of " + migration + " was not stopped by its own first statement.");
        }
        if (!isStoppedByOurs(answer)) {
            throw refuse(migration, script, answer, position(answer) - PREFIX.length());
        }
    }

    private static boolean isStoppedByOurs(Answer answer) {
        return answer.sqlState().equals(OUR_OWN_FAILURE) && position(answer) <= PREFIX.length();
    }

    private static int position(Answer answer) {
        return answer.serverError().map(e -> e.getPosition()).orElse(0);
    }

    @Override
    public void close() throws SQLException {
        if (!connection.isClosed()) {
            say("RESET default_transaction_read_only");
        }
    }

    private void say(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static RunException refuse(String migration, ParsedScript script, Answer answer, int codePoint) {
        var said = answer.serverError().map(e -> e.getMessage()).orElse(String.valueOf(answer.error()));
        var state = answer.sqlState();
        var reason = reasonOf(state);
        var position = codePoint > 0 ? Position.of(script.text(), codePoint) : null;
        var place = position == null ? "" : ", line " + position.line() + ", column " + position.column();
        var failure = failure(migration, script, answer, position);
        // The advice of a SyntaxError says it.
        var left = reason == Reason.SYNTAX_ERROR ? "" : " Nothing was run.";
        return new RunException(
                reason, migration + place + ": " + said + " (" + state + ")." + left, failure, answer.error());
    }

    private static Failure failure(String migration, ParsedScript script, Answer answer, @Nullable Position position) {
        var line = position == null ? null : position.line();
        var statement = line == null
                ? null
                : script.statements().stream()
                        .filter(s -> s.line() <= line)
                        .map(Statement::index)
                        .reduce((before, last) -> last)
                        .orElse(null);
        var said = answer.serverError();
        return new Failure(
                migration,
                statement,
                line,
                answer.sqlState(),
                "P3018",
                said.map(e -> e.getMessage()).orElse(null),
                said.map(e -> e.getDetail()).orElse(null),
                said.map(e -> e.getHint()).orElse(null),
                null,
                null);
    }

    private static Reason reasonOf(String state) {
        if (state.length() == 5 && ABOUT_THE_TEXT.contains(state.substring(0, 2))) {
            return Reason.SYNTAX_ERROR;
        }
        return state.startsWith("08") || state.startsWith("57P")
                ? Reason.DATABASE_UNREACHABLE
                : Reason.MIGRATION_FAILED;
    }
}
