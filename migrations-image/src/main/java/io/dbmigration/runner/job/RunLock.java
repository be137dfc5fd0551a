package io.dbmigration.runner.job;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.ReportLine.Progress;
import io.dbmigration.runner.database.ConnectErrors;
import io.dbmigration.runner.database.Connections;
import java.sql.SQLException;
import java.time.Duration;

/**
 * The advisory lock of one run, and whom it waits for before it can begin.
 *
 * @param patience how long it waits
 */
record RunLock(RunTools tools, Duration patience) {

    /** @throws io.dbmigration.contract.RunException AdvisoryLockBusy, Interrupted, or why the connection was lost */
    void take(Connections connections) {
        tools.stop().duringWait(() -> {
            try {
                connections.script().lock(patience, this::waitingFor);
                return true;
            } catch (SQLException lost) {
                throw ConnectErrors.explain(lost, connections.settings());
            }
        });
    }

    void waitingFor(String holder) {
        tools.report().progress(new Progress(Reason.STARTING, null, null, null, null, null, "waiting for " + holder));
    }
}
