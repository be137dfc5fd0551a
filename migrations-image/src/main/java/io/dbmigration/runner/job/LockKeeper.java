package io.dbmigration.runner.job;

import io.dbmigration.runner.database.ScriptSession;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Keeps the session that holds the advisory lock from looking dead while the backup takes its time. */
final class LockKeeper implements AutoCloseable {

    private static final Duration INTERVAL = Duration.ofSeconds(30);

    private final ScheduledExecutorService pings = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("lock-keeper").factory());

    private LockKeeper() {}

    static LockKeeper of(ScriptSession session) {
        var keeper = new LockKeeper();
        keeper.pings.scheduleAtFixedRate(
                () -> ping(session), INTERVAL.toSeconds(), INTERVAL.toSeconds(), TimeUnit.SECONDS);
        return keeper;
    }

    /** Waits for a ping under way: the session is used by one thread at a time. */
    @Override
    public void close() {
        pings.close();
    }

    private static void ping(ScriptSession session) {
        try {
            session.ping();
        } catch (SQLException lost) {
            // Asked again before every script: without the lock nothing is run.
            return;
        }
    }
}
