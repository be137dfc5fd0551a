package io.dbmigration.runner.job;

import io.dbmigration.runner.apply.Cancellation;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Stops a run when its timeout is over, counted from the runner's own start; and passes on progress that waits. */
final class Deadline implements AutoCloseable {

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("timer").factory());

    private Deadline() {}

    static Deadline start(Duration timeout, StopSignal stop, Runnable everySecond) {
        var deadline = new Deadline();
        deadline.timer.schedule(
                () -> stop.request(Cancellation.Cause.DEADLINE), timeout.toMillis(), TimeUnit.MILLISECONDS);
        deadline.timer.scheduleAtFixedRate(everySecond, 1, 1, TimeUnit.SECONDS);
        return deadline;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
