package io.dbmigration.runner.database;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.postgresql.jdbc.PgConnection;

/** The session that reads and writes the history and looks after the script's session; idle outside any transaction. */
public final class Bookkeeping implements AutoCloseable {

    public PgConnection connection() {
        throw new UnsupportedOperationException();
    }

    /** What another session does: {@code state} of pg_stat_activity; empty: it is gone. */
    public Optional<String> stateOf(int pid, String backendStart) throws SQLException {
        throw new UnsupportedOperationException(pid + backendStart);
    }

    /** The sessions that block one, for people. */
    public List<String> blockersOf(int pid) throws SQLException {
        throw new UnsupportedOperationException("" + pid);
    }

    public void ping() throws SQLException {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
