package io.dbmigration.runner.job;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.ReportLine.Progress;
import io.dbmigration.runner.backup.BackupListener;
import io.dbmigration.runner.restore.RestoreListener;
import io.dbmigration.runner.restore.RestoreStep;
import java.util.Locale;
import java.util.function.Consumer;

/** Tells how a restore goes on, and stops it between two steps. */
final class RestoreProgress implements RestoreListener {

    private final RunTools tools;
    private final RunFacts facts;
    private final Consumer<RestoreStep> steps;
    private final BytesProgress bytes;

    /** @param steps hears what is done, and may end the run there */
    RestoreProgress(RunTools tools, RunFacts facts, Consumer<RestoreStep> steps) {
        this.tools = tools;
        this.facts = facts;
        this.steps = steps;
        this.bytes = new BytesProgress(tools, Reason.RESTORING);
    }

    @Override
    public void progress(Stage stage, long through) {
        bytes.tell(stage.word(), through);
    }

    /** Of the backup of the present state. */
    void progress(BackupListener.Stage stage, long through) {
        bytes.tell("backing up the present state, " + stage.word(), through);
    }

    @Override
    public void done(RestoreStep step) {
        steps.accept(step);
        tell("done: " + step.name().toLowerCase(Locale.ROOT).replace('_', ' '));
        if (step != RestoreStep.NAMED) {
            tools.stop().check();
        }
    }

    @Override
    public void note(String reason, String message) {
        facts.note(reason, message);
    }

    private void tell(String what) {
        tools.report().progress(new Progress(Reason.RESTORING, null, null, null, null, null, what));
    }
}
