package io.dbmigration.runner.database;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import java.sql.SQLException;
import java.time.Duration;
import org.postgresql.jdbc.PgConnection;

/**
 * Prisma's lock on this database. Taken by polling: a session that waits in {@code pg_advisory_lock} holds a snapshot and deadlocks
 * with CREATE INDEX CONCURRENTLY in the session that has the lock.
 */
final class AdvisoryLock {

    private static final long KEY = 72_707_369;
    private static final Duration PAUSE = Duration.ofMillis(250);

    private static final String ENTRY = "locktype = 'advisory' AND classid = 0 AND objid = " + KEY
            + " AND objsubid = 1 AND granted AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname ="
            + " pg_catalog.current_database())";

    private static final String OF_THIS_SESSION =
            " FROM pg_catalog.pg_locks l WHERE pid = pg_catalog.pg_backend_pid() AND " + ENTRY;

    /**
     * A condition that does not hold where another session has the lock. One that a script has given up is taken again; one that this
     * session has counts once more, which costs a small part of a look for it.
     */
    static final String TAKEN = "pg_catalog.pg_try_advisory_lock(" + KEY + ")";

    private static final String HELD = "SELECT count(*)" + OF_THIS_SESSION;

    private static final String HOLDER = "SELECT " + Sessions.DESCRIPTION
            + " FROM pg_catalog.pg_locks l LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid WHERE " + ENTRY;

    private final Query query;

    AdvisoryLock(PgConnection connection) {
        this.query = new Query(connection);
    }

    boolean held() throws SQLException {
        return !query.one(HELD).equals("0");
    }

    /** Asked behind other commands, in one message with them, and beside other expressions. */
    boolean heldAfter(String commands, String beside) throws SQLException {
        return !query.last(commands + "SELECT count(*), " + beside + OF_THIS_SESSION)
                .equals("0");
    }

    /**
     * A SELECT of these expressions that fails with 22012 where another session has the lock.
     *
     * @see #TAKEN
     */
    static String required(String beside) {
        return "SELECT 1 OPERATOR(pg_catalog./) " + TAKEN + "::pg_catalog.int4, " + beside;
    }

    void take(Duration wait, LockListener listener) throws SQLException {
        var deadline = System.nanoTime() + wait.toNanos();
        var told = "";
        while (!held()
                && !query.one("SELECT pg_catalog.pg_try_advisory_lock(" + KEY + ")")
                        .equals("t")) {
            var holder = holder();
            if (!holder.equals(told)) {
                listener.waitingFor(holder);
                told = holder;
            }
            if (System.nanoTime() - deadline >= 0) {
                throw new RunException(
                        Reason.ADVISORY_LOCK_BUSY,
                        "Another migration run holds the advisory lock of this database: " + holder + ".");
            }
            Pause.of(PAUSE);
        }
    }

    private String holder() throws SQLException {
        var holders = query.all(HOLDER);
        return holders.isEmpty() ? "a session that has just gone" : holders.getFirst();
    }
}
