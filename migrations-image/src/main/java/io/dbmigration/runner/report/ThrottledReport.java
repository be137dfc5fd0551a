package io.dbmigration.runner.report;

import io.dbmigration.contract.ReportLine.FoundBackup;
import io.dbmigration.contract.ReportLine.MigrationState;
import io.dbmigration.contract.ReportLine.Progress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets at most one progress line a second through. One that came too early is kept, and {@link #tick} (to be called about each second)
 * passes it on, so that the last one before a long statement is not lost. All else passes at once.
 */
public final class ThrottledReport implements Report {

    public static final Duration INTERVAL = Duration.ofSeconds(1);

    private final Report report;
    private final Pace pace;
    private @Nullable Progress held;

    public ThrottledReport(Report report, Clock clock) {
        this.report = report;
        this.pace = new Pace(clock, INTERVAL);
    }

    @Override
    public synchronized void progress(Progress progress) {
        held = progress;
        tick();
    }

    /** Passes on what waits, if it is time. */
    public synchronized void tick() {
        var waiting = held;
        if (waiting != null && pace.allows()) {
            held = null;
            report.progress(waiting);
        }
    }

    @Override
    public void plan(List<String> pending, int statements, Supplier<String> digest) {
        report.plan(pending, statements, digest);
    }

    @Override
    public void migrations(Supplier<List<MigrationState>> migrations) {
        report.migrations(migrations);
    }

    @Override
    public void backups(List<FoundBackup> backups) {
        report.backups(backups);
    }

    @Override
    public void say(String sentence) {
        report.say(sentence);
    }
}
