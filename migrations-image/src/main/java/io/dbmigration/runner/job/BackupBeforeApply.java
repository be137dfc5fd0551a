package io.dbmigration.runner.job;

import io.dbmigration.runner.backup.BackupOrder;
import io.dbmigration.runner.backup.TakenBackup;
import io.dbmigration.runner.database.Connections;
import io.dbmigration.runner.history.HistoryRow;
import java.io.IOException;
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

    private @Nullable TakenBackup taken;

    BackupBeforeApply(BackupChoice choice, RunTools tools, RunFacts facts) {
        this.choice = choice;
        this.tools = tools;
        this.facts = facts;
    }

    /** @param rows of the history as they are now */
    void take(Connections connections, List<HistoryRow> rows) {
        if (!(choice instanceof BackupChoice.Take(var order))) {
            var why = choice instanceof BackupChoice.Never(var reason) ? reason : "there are no tables.";
            facts.note("NoBackup", "No backup was taken: " + why);
        } else if (byId(rows).equals(covered)) {
            BackupRun.tell(tools, "the one just taken still holds");
        } else {
            taken = take(connections, order);
            covered = byId(rows);
        }
    }

    private TakenBackup take(Connections connections, BackupOrder order) {
        var receipt = new BackupRun(order, tools).take(connections, facts);
        facts.backup(receipt);
        var backup = new TakenBackup(order.storage(), receipt).atApply(connections);
        facts.backup(backup.receipt());
        return backup;
    }

    /** What this run itself has changed since needs no second backup. */
    void covers(List<HistoryRow> rows) {
        if (covered != null) {
            covered.putAll(byId(rows));
        }
    }

    /** After a run that went well: the backups that are not kept go. */
    void prune(Connections connections) {
        if (taken != null && choice instanceof BackupChoice.Take(var order)) {
            new RetentionStep(order, tools, facts).carryOut(connections.identity());
        }
    }

    /** Notes beside the dump what became of the run; where it has to stop at once, that is not known. */
    void note() {
        if (taken == null || tools.stop().requested()) {
            return;
        }
        try {
            taken.note(facts.changes().orElse(null));
        } catch (IOException storage) {
            facts.note("BackupNotNoted", "The backup's manifest could not be completed: " + storage.getMessage());
        }
    }

    private static Map<String, HistoryRow> byId(List<HistoryRow> rows) {
        var byId = new HashMap<String, HistoryRow>();
        rows.forEach(row -> byId.put(row.id(), row));
        return byId;
    }
}
