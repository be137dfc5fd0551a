package io.dbmigration.runner.job;

import io.dbmigration.runner.apply.Cancellation;
import java.util.concurrent.CountDownLatch;

/** On SIGTERM, SIGINT or SIGHUP: stops the run, and keeps the JVM until the run has told its result. */
public final class Termination implements AutoCloseable {

    private final CountDownLatch finished = new CountDownLatch(1);

    private Termination() {}

    public static Termination stops(StopSignal stop) {
        var termination = new Termination();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> termination.stopAndWait(stop), "termination"));
        return termination;
    }

    /** The result is told; the JVM may end. */
    @Override
    public void close() {
        finished.countDown();
    }

    private void stopAndWait(StopSignal stop) {
        if (finished.getCount() == 0) {
            return;
        }
        stop.request(Cancellation.Cause.TERMINATED);
        try {
            finished.await();
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
