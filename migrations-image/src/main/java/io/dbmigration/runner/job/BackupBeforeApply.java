package io.dbmigration.runner.job;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.ReportLine.Progress;
import io.dbmigration.runner.backup.BackupListener;
import io.dbmigration.runner.backup.BackupStep;
import io.dbmigration.runner.backup.Bytes;
import io.dbmigration.runner.database.Connections;
import io.dbmigration.runner.history.HistoryRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The backup before the first statement. A new plan for the very same rows needs no second one. */
final class BackupBeforeApply {

    private final BackupChoice choice;
    private final RunTools tools;
    private final RunFacts facts;
    /** The history as it was when the backup was taken, and as this run has changed it since. */
    private @Nullable Map<String, HistoryRow> covered;

    BackupBeforeApply(BackupChoice choice, RunTools tools, RunFacts facts) {
        this.choice = choice;
        this.tools = tools;
        this.facts = facts;
    }

    /** @param rows of the history as they are now */
    void take(Connections connections, List<HistoryRow> rows) {
        switch (choice) {
            case BackupChoice.Take(var order)
            when !byId(rows).equals(covered) -> {
                var step = new BackupStep(tools.programs(), tools.clock(), this::tell);
                tell("preparing");
                try (var _ = LockKeeper.of(connections.script())) {
                    facts.backup(tools.stop().during(step::cancel, () -> step.take(connections, order)));
                }
                covered = byId(rows);
            }
            case BackupChoice.Take _ -> tell("the one just taken still holds");
            case BackupChoice.Never(var reason) -> facts.note("NoBackup", "No backup was taken: " + reason);
            case BackupChoice.Undecided _ -> facts.note("NoBackup", "No backup was taken: there are no tables.");
        }
    }

    /** What this run itself has changed since needs no second backup. */
    void covers(HistoryRow row) {
        if (covered != null) {
            covered.put(row.id(), row);
        }
    }

    private static Map<String, HistoryRow> byId(List<HistoryRow> rows) {
        var byId = new HashMap<String, HistoryRow>();
        rows.forEach(row -> byId.put(row.id(), row));
        return byId;
    }

    private void tell(BackupListener.Stage stage, long bytes) {
        tell(switch (stage) {
                    case WRITING -> "written ";
                    case VERIFYING -> "verified ";
                }
                + Bytes.text(bytes));
    }

    private void tell(String what) {
        tools.report().progress(new Progress(Reason.BACKING_UP, null, null, null, null, null, what));
    }
}
