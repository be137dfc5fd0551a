package io.dbmigration.runner.report;

import io.dbmigration.contract.ReportLine.MigrationState;
import io.dbmigration.contract.ReportLine.Plan;
import io.dbmigration.contract.ReportLine.Progress;
import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Progress for a person at a terminal, or in the log of a pipeline: one line for each thing that is new. */
public final class TextReport implements Report {

    private final PrintStream out;
    private final Redactor redactor;
    private @Nullable String last;

    public TextReport(PrintStream out, Redactor redactor) {
        this.out = out;
        this.redactor = redactor;
    }

    @Override
    public synchronized void progress(Progress progress) {
        var line = redactor.text(line(progress));
        if (!line.equals(last)) {
            out.println(line);
            last = line;
        }
    }

    @Override
    public void plan(Plan plan) {
        out.printf("%d pending, %d statements%n", plan.pending().size(), plan.statements());
    }

    @Override
    public void migrations(List<MigrationState> migrations) {
        // The result says it in one sentence.
    }

    @Override
    public void say(String sentence) {
        out.println(redactor.text(sentence));
    }

    private static String line(Progress progress) {
        var line = new StringBuilder();
        switch (progress.reason()) {
            case BACKING_UP -> line.append("Taking a backup");
            case APPLYING -> line.append("Applying");
            default -> line.append("Working");
        }
        if (progress.migration() != null) {
            line.append(' ').append(progress.migration());
            line.append(" (")
                    .append(progress.migrationIndex())
                    .append('/')
                    .append(progress.migrationCount())
                    .append(')');
        }
        if (progress.statementCount() != null && progress.statementCount() > 1) {
            line.append(", statement ")
                    .append(progress.statementIndex())
                    .append('/')
                    .append(progress.statementCount());
        }
        if (progress.waitingFor() != null) {
            line.append(": ").append(progress.waitingFor());
        }
        return line.toString();
    }
}
