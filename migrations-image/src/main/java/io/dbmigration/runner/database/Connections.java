package io.dbmigration.runner.database;

import io.dbmigration.contract.RunResult;
import java.util.List;
import java.util.Map;

/** The connections of one run, all to one server. */
public final class Connections implements AutoCloseable {

    public ServerFacts facts() {
        throw new UnsupportedOperationException();
    }

    public ConnectionSettings settings() {
        throw new UnsupportedOperationException();
    }

    public ScriptSession script() {
        throw new UnsupportedOperationException();
    }

    public Bookkeeping bookkeeping() {
        throw new UnsupportedOperationException();
    }

    /** A new bookkeeping connection in place of the present one. @throws ServerChangedException if another server answered */
    public Bookkeeping reopenBookkeeping() {
        throw new UnsupportedOperationException();
    }

    /** For the result. */
    public RunResult.DatabaseIdentity identity() {
        throw new UnsupportedOperationException();
    }

    public List<String> notices() {
        throw new UnsupportedOperationException();
    }

    /** Environment for programs on libpq (pg_dump, psql) that leads to the same database; holds the password. */
    public Map<String, String> libpqEnvironment() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
