package io.dbmigration.runner.job;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tells a run that it has to stop, and stops what is under way. The first cause counts. */
public final class StopSignal {

    private @Nullable StopCause cause;
    private @Nullable Runnable underWay;

    /** From any thread. */
    synchronized void request(StopCause newCause) {
        if (cause == null) {
            cause = newCause;
            if (underWay != null) {
                underWay.run();
            }
        }
    }

    public synchronized Optional<StopCause> cause() {
        return Optional.ofNullable(cause);
    }

    /** @throws RunException Interrupted or DeadlineExceeded, if it has to stop */
    public void check() {
        cause().ifPresent(found -> {
            throw stopped(found, "Between two steps nothing was left half done.");
        });
    }

    /** Works unless it has to stop; {@code stop} is called from another thread if it has to meanwhile. */
    <T> T during(Runnable stop, Supplier<T> work) {
        begin(stop);
        try {
            return work.get();
        } finally {
            end();
        }
    }

    /** Waits that end when their thread is interrupted. */
    <T> T duringWait(Supplier<T> work) {
        var thread = Thread.currentThread();
        return during(thread::interrupt, work);
    }

    /** The reason of a failure whose cause may be that the run had to stop. */
    Reason reasonOf(RunException failure) {
        return failure.reason() == Reason.INTERRUPTED && cause().equals(Optional.of(StopCause.DEADLINE))
                ? Reason.DEADLINE_EXCEEDED
                : failure.reason();
    }

    private void begin(Runnable stop) {
        check();
        synchronized (this) {
            underWay = stop;
        }
        cause().ifPresent(late -> stop.run());
    }

    private synchronized void end() {
        underWay = null;
        // What comes now (records, the result) must not be cut.
        Thread.interrupted();
    }

    private static RunException stopped(StopCause cause, String message) {
        return switch (cause) {
            case TERMINATED -> new RunException(Reason.INTERRUPTED, "The run was told to stop. " + message);
            case DEADLINE -> new RunException(Reason.DEADLINE_EXCEEDED, "The run's timeout is over. " + message);
        };
    }
}
