package io.dbmigration.runner.script;

import io.dbmigration.contract.Failure;
import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.runner.bundle.Script;
import java.sql.SQLException;
import org.postgresql.jdbc.PgConnection;

/** Looks at pending scripts before anything changes: what no run may send, and what the server cannot parse. */
public final class ScriptCheck implements AutoCloseable {

    private final PgConnection connection;
    private final SyntaxCheck syntax;

    /** @param connection in simple mode, idle; it is left as it was */
    public ScriptCheck(PgConnection connection) throws SQLException {
        this.connection = connection;
        this.syntax = new SyntaxCheck(connection);
    }

    /** @throws RunException SyntaxError, also for a refused statement */
    public ParsedScript check(String migration, Script script) {
        var parsed = ParsedScript.of(script.text(), connection.getStandardConformingStrings());
        parsed.refusal().ifPresent(refusal -> {
            throw refused(migration, refusal);
        });
        syntax.check(migration, parsed);
        return parsed;
    }

    @Override
    public void close() throws SQLException {
        syntax.close();
    }

    private static RunException refused(String migration, Refusal refusal) {
        var statement = refusal.statement();
        var failure = new Failure(
                migration, statement.index(), statement.line(), null, null, refusal.why(), null, null, null, null);
        var message = migration + ", line " + statement.line() + ": " + refusal.why() + " Nothing was run.";
        return new RunException(Reason.SYNTAX_ERROR, message, failure, null);
    }
}
