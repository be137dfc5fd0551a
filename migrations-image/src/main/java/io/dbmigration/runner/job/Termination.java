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

    /** For a command that only reads, and ends where it is. @param told before the JVM ends, unless it was closed before */
    public static Termination tells(Runnable told) {
        var termination = new Termination();
        var hook = new Thread(() -> termination.tell(told), "termination");
        Runtime.getRuntime().addShutdownHook(hook);
        return termination;
    }

    private void tell(Runnable told) {
        if (finished.getCount() > 0) {
            told.run();
        }
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
