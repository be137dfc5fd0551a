package io.dbmigration.runner.database;

import io.dbmigration.contract.RunException;
import io.dbmigration.contract.RunResult;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.postgresql.jdbc.PgConnection;

/** The connections of one run, all to one server. */
public final class Connections implements HistoryAccess, AutoCloseable {

    private final Server server;
    private final ServerFacts facts;
    private final String historySchema;
    private final ScriptSession script;
    private final List<String> notices;
    private volatile Bookkeeping bookkeeping;

    Connections(
            Server server, FirstLook.Sight sight, ScriptSession script, Bookkeeping bookkeeping, List<String> notices) {
        this.server = server;
        this.facts = sight.facts();
        this.historySchema = sight.historySchema();
        this.script = script;
        this.bookkeeping = bookkeeping;
        this.notices = List.copyOf(notices);
    }

    public ServerFacts facts() {
        return facts;
    }

    @Override
    public ConnectionSettings settings() {
        return server.connector().settings();
    }

    public ScriptSession script() {
        return script;
    }

    @Override
    public String historySchema() {
        return historySchema;
    }

    /** The present one. */
    @Override
    public Bookkeeping bookkeeping() {
        return bookkeeping;
    }

    /**
     * A new bookkeeping session in place of the present one.
     *
     * @throws ServerChangedException if another server answered
     * @throws RunException with the reason of {@link ConnectErrors}
     */
    public Bookkeeping reopenBookkeeping() {
        bookkeeping.close();
        try {
            bookkeeping = server.openBookkeeping(facts);
            return bookkeeping;
        } catch (SQLException error) {
            throw ConnectErrors.explain(error, settings());
        }
    }

    /** For the result. */
    public RunResult.DatabaseIdentity identity() {
        return new RunResult.DatabaseIdentity(
                facts.versionText(),
                facts.systemIdentifier(),
                facts.timeline(),
                settings().address(),
                facts.database(),
                facts.databaseOid(),
                historySchema);
    }

    /** What a person should know about the way in. */
    public List<String> notices() {
        return notices;
    }

    /** Environment for programs on libpq (pg_dump, psql) that leads to the same database; holds the password. */
    public Map<String, String> libpqEnvironment() {
        return LibpqEnvironment.of(settings(), server.connector().tls());
    }

    /** {@link #libpqEnvironment} for pg_restore: what it restores is not for event triggers to add to, or to forbid. */
    public Map<String, String> restoreEnvironment() {
        var environment = new LinkedHashMap<>(libpqEnvironment());
        if (facts.turnsEventTriggersOff()) {
            environment.merge("PGOPTIONS", "-c event_triggers=off", (own, ours) -> own + " " + ours);
        }
        return environment;
    }

    /** A session in one of the databases that every server has, for what cannot be done from inside this one. */
    public PgConnection openMaintenance() throws SQLException {
        return server.openMaintenance(facts);
    }

    /** A session in a database of the same server that this run restores or drops; without event triggers where the role may. */
    public Bookkeeping openOther(String database) throws SQLException {
        return new Bookkeeping(server.openOther(facts, database));
    }

    /** Ends the sessions in this database, and with them the advisory lock; others can still be opened. */
    public void closeSessions() {
        bookkeeping.close();
        script.close();
    }

    @Override
    public void close() {
        bookkeeping.close();
        script.close();
        server.connector().tls().close();
    }
}
