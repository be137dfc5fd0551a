package io.dbmigration.runner.script;

import io.dbmigration.contract.Failure;
import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.runner.bundle.Script;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.postgresql.jdbc.PgConnection;

/**
 * Looks at scripts before anything changes: what no run may send, and what the server cannot parse. Short scripts are shown to the server
 * together, because the way there and back takes longer than parsing one.
 */
public final class ScriptCheck implements AutoCloseable {

    /** Parsing needs many times as much memory in the server. */
    private static final int MOST_CHARACTERS_TOGETHER = 64 * 1024;

    private final PgConnection connection;
    private final SyntaxCheck syntax;
    private final Map<String, ParsedScript> together = new LinkedHashMap<>();
    private int characters;

    /** @param connection in simple mode, idle; it is left as it was */
    public ScriptCheck(PgConnection connection) throws SQLException {
        this.connection = connection;
        this.syntax = new SyntaxCheck(connection);
    }

    /**
     * Looks at one more script; what is wrong with its syntax may be told by a later call, at the latest by {@link #finish}.
     *
     * @throws RunException SyntaxError, also for a refused statement; of the first script that has one
     */
    public ParsedScript check(String migration, Script script) {
        var parsed = ParsedScript.of(script.text(), connection.getStandardConformingStrings());
        parsed.refusal().ifPresent(refusal -> {
            finish();
            throw refused(migration, refusal);
        });
        if (parsed.closed() && parsed.text().length() < MOST_CHARACTERS_TOGETHER) {
            add(migration, parsed);
        } else {
            finish();
            syntax.check(migration, parsed);
        }
        return parsed;
    }

    private void add(String migration, ParsedScript script) {
        if (characters + script.text().length() > MOST_CHARACTERS_TOGETHER) {
            finish();
        }
        together.put(migration, script);
        characters += script.text().length();
    }

    /** @throws RunException SyntaxError of the first script that has one */
    public void finish() {
        if (!together.isEmpty() && !syntax.passTogether(List.copyOf(together.values()))) {
            together.forEach(syntax::check);
        }
        together.clear();
        characters = 0;
    }

    @Override
    public void close() throws SQLException {
        syntax.close();
    }

    private static RunException refused(String migration, Refusal refusal) {
        var statement = refusal.statement();
        var failure = new Failure(
                migration, statement.index(), statement.line(), null, null, refusal.why(), null, null, null, null);
        var message = migration + ", line " + statement.line() + ": " + refusal.why();
        return new RunException(Reason.SYNTAX_ERROR, message, failure, null);
    }
}
