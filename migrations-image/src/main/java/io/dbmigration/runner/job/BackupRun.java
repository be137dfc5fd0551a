package io.dbmigration.runner.job;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.ReportLine.Progress;
import io.dbmigration.contract.RunResult.Receipt;
import io.dbmigration.runner.backup.BackupOrder;
import io.dbmigration.runner.backup.BackupStep;
import io.dbmigration.runner.database.Connections;

/** One backup in a run that holds the lock: it can be stopped, it tells where it is, and the lock's session stays alive meanwhile. */
record BackupRun(BackupOrder order, RunTools tools) {

    Receipt take(Connections connections, RunFacts facts) {
        var bytes = new BytesProgress(tools, Reason.BACKING_UP);
        var step =
                new BackupStep(tools.programs(), tools.clock(), (stage, through) -> bytes.tell(stage.word(), through));
        tell(tools, "preparing");
        try (var _ = LockKeeper.of(connections.script())) {
            return tools.stop().during(step::cancel, () -> step.take(connections, order));
        } finally {
            facts.note(step.notices());
        }
    }

    static void tell(RunTools tools, String what) {
        tools.report().progress(new Progress(Reason.BACKING_UP, null, null, null, null, null, what));
    }
}
