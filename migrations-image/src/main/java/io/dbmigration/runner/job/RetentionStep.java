package io.dbmigration.runner.job;

import io.dbmigration.contract.RunResult.DatabaseIdentity;
import io.dbmigration.runner.backup.BackupOrder;
import io.dbmigration.runner.backup.Pruning;
import java.io.IOException;
import java.util.ArrayList;

/** Removes the backups that retention does not keep, after a run that went well. What cannot be removed is told and fails nothing. */
record RetentionStep(BackupOrder order, RunTools tools, RunFacts facts) {

    void carryOut(DatabaseIdentity database) {
        if (order.retention() == null) {
            return;
        }
        var removed = new ArrayList<String>();
        try {
            new Pruning(order, database).prune(tools.clock().instant(), removed::add);
        } catch (IOException storage) {
            facts.note(
                    "RetentionFailed",
                    "Old backups could not be removed: %s. It is tried again after the next run."
                            .formatted(String.valueOf(storage.getMessage()).replaceAll("\\.$", "")));
        }
        facts.pruned(removed);
    }
}
