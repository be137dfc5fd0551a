package io.dbmigration.runner.database;

import java.sql.SQLException;
import java.time.Duration;
import org.postgresql.jdbc.PgConnection;

/** The one session that holds the advisory lock and runs the scripts. */
public final class ScriptSession implements AutoCloseable {

    /** Simple query mode, autocommit. */
    public PgConnection connection() {
        throw new UnsupportedOperationException();
    }

    public int pid() {
        throw new UnsupportedOperationException();
    }

    /** {@code backend_start} as the server prints it, in UTC. */
    public String backendStart() {
        throw new UnsupportedOperationException();
    }

    public String postmasterStart() {
        throw new UnsupportedOperationException();
    }

    public SessionStyle style() {
        throw new UnsupportedOperationException();
    }

    /**
     * Takes Prisma's advisory lock by polling.
     *
     * @throws io.dbmigration.contract.RunException AdvisoryLockBusy, naming the holder
     */
    public void lock(Duration wait, LockListener listener) {
        throw new UnsupportedOperationException(wait + "" + listener);
    }

    /** Asked on this session itself. */
    public boolean holdsLock() throws SQLException {
        throw new UnsupportedOperationException();
    }

    /** Whether no transaction is open, as the server last said. */
    public boolean idle() {
        throw new UnsupportedOperationException();
    }

    /** Rolls an open transaction back. */
    public void makeIdle() throws SQLException {
        throw new UnsupportedOperationException();
    }

    /** As a new session, but for the lock: settings, role, temporary tables, cursors, listens, prepared statements. */
    public void resetBetweenScripts() throws SQLException {
        throw new UnsupportedOperationException();
    }

    /** Keeps the session from looking dead to what is between; also tells whether it lives. */
    public void ping() throws SQLException {
        throw new UnsupportedOperationException();
    }

    /** Cancels the statement under way; from another thread. */
    public void cancel() throws SQLException {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
