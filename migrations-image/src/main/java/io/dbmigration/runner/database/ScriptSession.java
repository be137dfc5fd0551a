package io.dbmigration.runner.database;

import java.sql.SQLException;
import java.time.Duration;
import org.postgresql.core.TransactionState;
import org.postgresql.jdbc.PgConnection;

/** The one session that holds the advisory lock and runs the scripts. */
public final class ScriptSession implements AutoCloseable {

    private static final String BACKEND_START =
            "SELECT pg_catalog.timezone('UTC', backend_start)::pg_catalog.text FROM pg_catalog.pg_stat_activity"
                    + " WHERE pid = pg_catalog.pg_backend_pid()";

    /** DISCARD ALL would do all this, and give up the advisory lock. */
    private static final String RESET = "RESET SESSION AUTHORIZATION; RESET ROLE; RESET ALL; CLOSE ALL; UNLISTEN *;"
            + " DEALLOCATE ALL; DISCARD PLANS; DISCARD SEQUENCES; DISCARD TEMP; ";

    private final PgConnection connection;
    private final ServerFacts facts;
    private final SessionStyle style;
    private final String backendStart;
    private final AdvisoryLock lock;
    private final String resetKeepingLock;
    private final String renewed;

    ScriptSession(PgConnection connection, ServerFacts facts, SessionStyle style) throws SQLException {
        this.connection = connection;
        this.facts = facts;
        this.style = style;
        this.backendStart = new Query(connection).one(BACKEND_START);
        this.lock = new AdvisoryLock(connection);
        this.resetKeepingLock = RESET + AdvisoryLock.required(style.setAll());
        this.renewed = AdvisoryLock.TAKEN + " AND " + style.allSet();
        new Query(connection).run("SELECT " + style.setAll());
    }

    /** Simple query mode, autocommit. */
    public PgConnection connection() {
        return connection;
    }

    public int pid() {
        return connection.getBackendPID();
    }

    /** As the server prints it, in UTC. */
    public String backendStart() {
        return backendStart;
    }

    /** As the server prints it, in UTC. */
    public String postmasterStart() {
        return facts.postmasterStart();
    }

    public SessionStyle style() {
        return style;
    }

    /**
     * Takes Prisma's advisory lock by polling; does nothing where this session has it.
     *
     * @throws io.dbmigration.contract.RunException AdvisoryLockBusy, naming the holder
     */
    public void lock(Duration wait, LockListener listener) throws SQLException {
        lock.take(wait, listener);
    }

    /** Asked on this session itself: a script can give the lock up. */
    public boolean holdsLock() throws SQLException {
        return lock.held();
    }

    /** Whether no transaction is open, as the server last said. */
    public boolean idle() {
        return connection.getTransactionState() == TransactionState.IDLE;
    }

    /** Rolls an open transaction back. */
    public void makeIdle() throws SQLException {
        if (!idle()) {
            new Query(connection).run("ROLLBACK");
        }
    }

    /**
     * As a new session, but for the lock: settings, role, temporary tables, cursors, listens, prepared statements. The session must
     * be {@link #idle}.
     *
     * @return as {@link #holdsLock}, asked in the same message
     */
    public boolean resetBetweenScripts() throws SQLException {
        return lock.heldAfter(RESET, style.setAll());
    }

    /**
     * The text of {@link #resetBetweenScripts}, to stand behind a COMMIT in the script's own message; fails, and resets nothing, where
     * another session has the lock.
     */
    public String resetKeepingLock() {
        return resetKeepingLock;
    }

    /** The begin of {@link #resetKeepingLock}, for before a command that has {@link #renewed} for a condition. */
    public String reset() {
        return RESET;
    }

    /** A condition that does what is left to do behind {@link #reset}, and does not hold where another session has the lock. */
    public String renewed() {
        return renewed;
    }

    /** Keeps what lies between from taking the session for dead; fails where it is. */
    public void ping() throws SQLException {
        new Query(connection).run("SELECT 1");
    }

    /** Cancels the statement under way; from another thread. */
    public void cancel() throws SQLException {
        connection.cancelQuery();
    }

    @Override
    public void close() {
        Closing.quietly(connection);
    }
}
