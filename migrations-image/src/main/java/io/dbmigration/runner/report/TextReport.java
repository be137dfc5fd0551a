package io.dbmigration.runner.report;

import io.dbmigration.contract.ReportLine.MigrationState;
import io.dbmigration.contract.ReportLine.Progress;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Progress for a person at a terminal, or in the log of a pipeline: one line for each thing that is new. At a terminal the line of
 * statements or bytes is written over.
 */
public final class TextReport implements Report {

    /** To the line's begin, and delete to its end. */
    private static final String CLEAR = "\r\033[K";

    /** The usual width, less the cursor. */
    private static final int NARROW = 79;

    private final PrintStream out;
    private final Redactor redactor;
    private final boolean terminal;
    private @Nullable String last;
    private boolean open;

    /** @param terminal whether a line may be written over */
    public TextReport(PrintStream out, Redactor redactor, boolean terminal) {
        this.out = out;
        this.redactor = redactor;
        this.terminal = terminal;
    }

    @Override
    public synchronized void progress(Progress progress) {
        var line = line(progress);
        if (!line.equals(last)) {
            print(redactor.text(line), terminal && isPassing(progress));
            last = line;
        }
    }

    /** Statements and bytes, of which there are many. */
    private static boolean isPassing(Progress progress) {
        return switch (progress.reason()) {
            case BACKING_UP, RESTORING -> true;
            default -> progress.statementCount() != null;
        };
    }

    /** @param passing the next line may be written over this one, which must then fit into one line of the terminal */
    private void print(String line, boolean passing) {
        var shown = passing ? line.substring(0, Math.min(line.length(), NARROW)) : line + System.lineSeparator();
        write(open ? CLEAR + shown : shown);
        open = passing;
    }

    /** As bytes: what else a stream of texts does with each takes as long as a small script. */
    private void write(String text) {
        var bytes = text.getBytes(out.charset());
        out.write(bytes, 0, bytes.length);
        out.flush();
    }

    @Override
    public synchronized void plan(List<String> pending, int statements, Supplier<String> digest) {
        print(pending.size() + " pending, " + statements + " statements", false);
    }

    @Override
    public synchronized void migrations(Supplier<List<MigrationState>> migrations) {
        // The result says it in one sentence, on a line of its own.
        if (open) {
            write(CLEAR);
            open = false;
        }
    }

    /** A pipeline keeps its log. */
    @Override
    public Duration interval() {
        return Duration.ofSeconds(terminal ? 1 : 10);
    }

    @Override
    public synchronized void say(String sentence) {
        print(redactor.text(sentence), false);
    }

    private static String line(Progress progress) {
        var line = new StringBuilder();
        switch (progress.reason()) {
            case BACKING_UP -> line.append("Taking a backup");
            case APPLYING -> line.append("Applying");
            case RESTORING -> line.append("Restoring");
            case ROLLING_BACK -> line.append("Rolling back");
            default -> line.append("Looking at bundle and database");
        }
        if (progress.migration() != null) {
            line.append(' ').append(progress.migration());
            line.append(" (")
                    .append(progress.migrationIndex())
                    .append('/')
                    .append(progress.migrationCount())
                    .append(')');
        }
        // That the first one is under way is no news behind the line that names the script.
        if (progress.statementIndex() != null && progress.statementIndex() > 1) {
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
