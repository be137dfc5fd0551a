package io.dbmigration.runner.database;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import java.time.Duration;

/** Waits between two looks at the server. */
public final class Pause {

    private Pause() {}

    /** @throws RunException Interrupted, when this thread is told to stop */
    public static void of(Duration length) {
        try {
            Thread.sleep(length);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new RunException(Reason.INTERRUPTED, "The run was told to stop while it waited.", stopped);
        }
    }
}
