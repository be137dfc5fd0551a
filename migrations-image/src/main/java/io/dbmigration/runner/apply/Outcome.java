package io.dbmigration.runner.apply;

import io.dbmigration.contract.RunException;
import io.dbmigration.contract.RunResult.Notice;
import io.dbmigration.runner.history.HistoryRow;
import java.util.List;

/** What became of one migration. */
public sealed interface Outcome {

    /**
     * Script and record are in the database.
     *
     * @param row as last read: of a script whose commit does not wait for the disk, before it was run
     * @param notices what is worth an event
     * @param sessionRenewed whether the script's session is as a new one, and was just seen to hold the lock
     */
    record Applied(HistoryRow row, List<Notice> notices, boolean sessionRenewed) implements Outcome {

        Applied(HistoryRow row, List<Notice> notices) {
            this(row, notices, false);
        }

        Applied inRenewedSession() {
            return new Applied(row, notices, true);
        }
    }

    /** The run ends here; the row says so as far as it could be written. */
    record Failed(RunException error) implements Outcome {}

    /**
     * Nothing of this script is in the database, and the state of things is not what the run planned on: close the connections, and
     * go back to taking the lock, with a new plan and, if rows changed, a new backup.
     */
    record Replan(String why) implements Outcome {}
}
