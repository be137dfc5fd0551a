package io.dbmigration.runner.database;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Held in the maintenance database while a database takes no connections, so that nobody opens a swap's database as long as the run
 * that closed it is alive. It goes with the session.
 */
public final class SwapLock {

    /** Beside the database's OID; the number of Prisma's lock, which is of one part only. */
    private static final long KEY = 72_707_369L << 32;

    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private SwapLock() {}

    /** @throws RunException AdvisoryLockBusy: the other run is alive and takes very long */
    public static void take(Connection maintenance, long databaseOid) throws SQLException {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        var query = new Query(maintenance);
        while (!query.one("SELECT pg_catalog.pg_try_advisory_lock(?)", KEY | databaseOid)
                .equals("t")) {
            if (System.nanoTime() - deadline >= 0) {
                throw new RunException(
                        Reason.ADVISORY_LOCK_BUSY, "Another run is replacing this database and has not finished yet.");
            }
            Pause.of(PAUSE);
        }
    }
}
