package io.dbmigration.runner.apply;

import io.dbmigration.contract.RunException;
import io.dbmigration.contract.RunResult.Notice;
import io.dbmigration.runner.history.HistoryRow;
import java.util.List;

/** What became of one migration. */
public sealed interface Outcome {

    /** Script and record are in the database. @param notices what is worth an event */
    record Applied(HistoryRow row, List<Notice> notices) implements Outcome {}

    /** The run ends here; the row says so as far as it could be written. */
    record Failed(RunException error) implements Outcome {}

    /**
     * Nothing of this script is in the database, and the state of things is not what the run planned on: close the connections, and
     * go back to taking the lock, with a new plan and, if rows changed, a new backup.
     */
    record Replan(String why) implements Outcome {}
}
