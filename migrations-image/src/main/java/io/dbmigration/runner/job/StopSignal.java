package io.dbmigration.runner.job;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.runner.apply.Cancellation;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tells a run that it has to stop, and stops what is under way. The first cause counts. */
public final class StopSignal {

    private final Cancellation cancellation = new Cancellation();
    private @Nullable Runnable underWay;

    /** From any thread. */
    public synchronized void request(Cancellation.Cause cause) {
        if (cancellation.cause().isPresent()) {
            return;
        }
        cancellation.cancel(cause);
        if (underWay != null) {
            underWay.run();
        }
    }

    /** For scripts, which stop by themselves. */
    Cancellation cancellation() {
        return cancellation;
    }

    boolean requested() {
        return cancellation.cause().isPresent();
    }

    /** @throws RunException Interrupted or DeadlineExceeded, if the run has to stop; nothing is under way */
    void check() {
        cancellation.cause().ifPresent(cause -> {
            throw switch (cause) {
                case TERMINATED -> new RunException(Reason.INTERRUPTED, "The run was told to stop between two steps.");
                case DEADLINE ->
                    new RunException(Reason.DEADLINE_EXCEEDED, "The run's timeout was over between two steps.");
            };
        });
    }

    /** Works unless the run has to stop; {@code stop} is called from another thread if it has to meanwhile. */
    <T> T during(Runnable stop, Supplier<T> work) {
        begin(stop);
        try {
            return work.get();
        } finally {
            end();
        }
    }

    /** For waits that end when their thread is interrupted. */
    <T> T duringWait(Supplier<T> work) {
        var thread = Thread.currentThread();
        return during(thread::interrupt, work);
    }

    /** The reason of a failure whose cause may be that the run had to stop. */
    Reason reasonOf(RunException failure) {
        return failure.reason() == Reason.INTERRUPTED
                        && cancellation.cause().equals(Optional.of(Cancellation.Cause.DEADLINE))
                ? Reason.DEADLINE_EXCEEDED
                : failure.reason();
    }

    private synchronized void begin(Runnable stop) {
        check();
        underWay = stop;
    }

    private synchronized void end() {
        underWay = null;
        // What comes now, a record or the result, must not be cut.
        Thread.interrupted();
    }
}
