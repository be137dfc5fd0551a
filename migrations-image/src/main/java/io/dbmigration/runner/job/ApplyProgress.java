package io.dbmigration.runner.job;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.ReportLine.Progress;
import io.dbmigration.runner.apply.ApplyListener;
import io.dbmigration.runner.report.Report;
import org.jspecify.annotations.Nullable;

/** Where the scripts are, as progress. */
final class ApplyProgress implements ApplyListener {

    private final Report report;
    private final Reason reason;
    private final int count;
    private @Nullable String migration;
    private int index;

    /** @param count of the scripts to run */
    ApplyProgress(Report report, Reason reason, int count) {
        this.report = report;
        this.reason = reason;
        this.count = count;
    }

    void next(String name) {
        migration = name;
        index++;
        tell(null, null, null);
    }

    @Override
    public void statement(int statement, int statements) {
        tell(Math.min(statement, statements), statements, null);
    }

    @Override
    public void waitingFor(String whom) {
        tell(null, null, "waiting for " + whom);
    }

    @Override
    public void tryAgain(int number, String because) {
        tell(null, null, "try " + number + ": " + because);
    }

    private void tell(@Nullable Integer statement, @Nullable Integer statements, @Nullable String waitingFor) {
        report.progress(new Progress(reason, migration, index, count, statement, statements, waitingFor));
    }
}
