package io.dbmigration.runner.database;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.postgresql.jdbc.PgConnection;

/** The session that reads and writes the history and looks after the script's session; idle outside any transaction. */
public final class Bookkeeping implements AutoCloseable {

    /** Other roles see neither state nor start of a session: then the pid in this database has to do. */
    private static final String STATE = """
            SELECT COALESCE(a.state, 'unknown') FROM pg_catalog.pg_stat_activity a
             WHERE a.pid = ? AND a.datname = pg_catalog.current_database()
               AND COALESCE(pg_catalog.timezone('UTC', a.backend_start)::pg_catalog.text = ?, true)""";

    private static final String BLOCKERS = "SELECT " + Sessions.DESCRIPTION
            + " FROM pg_catalog.pg_stat_activity a WHERE a.pid = ANY (pg_catalog.pg_blocking_pids(?)) ORDER BY a.pid";

    /** For a row lock of {@code _prisma_migrations} that has just timed out: who has the table open for writing. */
    private static final String WRITERS = "SELECT " + Sessions.DESCRIPTION + """
             FROM pg_catalog.pg_stat_activity a
            WHERE a.pid <> pg_catalog.pg_backend_pid()
              AND EXISTS (SELECT FROM pg_catalog.pg_locks l
                           WHERE l.pid = a.pid AND l.granted AND l.locktype = 'relation'
                             AND l.relation = pg_catalog.to_regclass(?)
                             AND l.mode IN ('RowExclusiveLock', 'ShareRowExclusiveLock', 'ExclusiveLock',
                                            'AccessExclusiveLock', 'ShareLock', 'ShareUpdateExclusiveLock'))
            ORDER BY a.pid""";

    private final PgConnection connection;
    private final Query query;

    Bookkeeping(PgConnection connection) {
        this.connection = connection;
        this.query = new Query(connection);
    }

    public PgConnection connection() {
        return connection;
    }

    /** What another session does: {@code state} of pg_stat_activity, "unknown" where hidden; empty: it is gone. */
    public Optional<String> stateOf(int pid, String backendStart) throws SQLException {
        return query.all(STATE, pid, backendStart).stream().findFirst();
    }

    /** The sessions that block one, for people. */
    public List<String> blockersOf(int pid) throws SQLException {
        return query.all(BLOCKERS, pid);
    }

    /**
     * The other sessions that hold a lock against writing on a table, for people.
     *
     * @param table qualified, and quoted where needed
     */
    public List<String> writersOf(String table) throws SQLException {
        return query.all(WRITERS, table);
    }

    public void ping() throws SQLException {
        query.run("SELECT 1");
    }

    @Override
    public void close() {
        Closing.quietly(connection);
    }
}
