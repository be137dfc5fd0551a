package io.dbmigration.runner.apply;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Asks a run to stop, from any thread; the statement under way is cancelled on the server. The first cause stays. */
public final class Cancellation {

    /** Why the run has to stop. */
    public enum Cause {
        /** SIGTERM: the pod is taken away. */
        TERMINATED,
        /** The run's own timeout. */
        DEADLINE
    }

    private final AtomicReference<@Nullable Cause> cause = new AtomicReference<>();
    private final CountDownLatch requested = new CountDownLatch(1);

    public void cancel(Cause why) {
        if (cause.compareAndSet(null, why)) {
            requested.countDown();
        }
    }

    public Optional<Cause> cause() {
        return Optional.ofNullable(cause.get());
    }

    boolean isRequested() {
        return cause.get() != null;
    }

    /** Waits that long, or until the run is asked to stop. */
    void pause(Duration length) {
        try {
            requested.await(length.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            cancel(Cause.TERMINATED);
        }
    }
}
