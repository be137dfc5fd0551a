package io.dbmigration.operator.observe;

import io.dbmigration.api.DatabaseMigration;
import io.dbmigration.api.DatabaseMigrationStatus;
import io.dbmigration.contract.RunKind;
import io.dbmigration.operator.bundle.BundleFinder;
import io.dbmigration.operator.bundle.BundleSource;
import io.dbmigration.operator.outcome.Outcome;
import io.dbmigration.operator.outcome.RunReport;
import io.dbmigration.operator.run.Wish;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads everything that one pass needs, and nothing else reads. */
public final class Observer {

    private final RunObserver runs;
    private final BundleFinder bundles;
    private final Twins twins;
    private final RunLog log;
    private final RequestObserver requests;
    private final WrittenStatuses statuses;
    private final Clock clock;

    public Observer(
            RunObserver runs,
            RequestObserver requests,
            BundleFinder bundles,
            Twins twins,
            RunLog log,
            WrittenStatuses statuses,
            Clock clock) {
        this.requests = requests;
        this.runs = runs;
        this.bundles = bundles;
        this.twins = twins;
        this.log = log;
        this.statuses = statuses;
        this.clock = clock;
    }

    public Observation observe(DatabaseMigration migration) {
        var before = statuses.newest(migration).getStatus();
        var backups = requests.backups(migration);
        var asked = requests.of(migration, backups);
        var found = runs.observe(migration, before, asked);
        var bundle = bundles.find(migration, wishMark(migration, found));
        var wish = bundle instanceof BundleSource.Found source ? Wish.of(migration, source) : null;
        var observation = new Observation(
                migration,
                before,
                bundle,
                wish,
                found,
                asked,
                backups,
                RunReport.NOTHING,
                olderTwin(migration, before, found),
                clock.instant());
        return withReport(observation);
    }

    /** Changes whenever a person asks anew, and with each deploy that fails: until the next one the bundle may have been corrected. */
    private static String wishMark(DatabaseMigration migration, List<ObservedRun> runs) {
        var failed = runs.stream()
                .filter(run ->
                        run.facts().kind() == RunKind.Deploy && run.closed().isPresent())
                .findFirst()
                .filter(run -> !run.closed().orElseThrow().succeeded())
                .map(run -> run.facts().number())
                .orElse(0);
        return migration.getMetadata().getGeneration() + "/" + Wish.retryOf(migration) + "/" + failed;
    }

    /** What the status says of the database counts only while the spec still names that database. */
    private @Nullable String olderTwin(
            DatabaseMigration migration, @Nullable DatabaseMigrationStatus before, List<ObservedRun> found) {
        if (before == null || found.isEmpty()) {
            return null;
        }
        var known = found.getFirst().facts().wish().database();
        return known.isEmpty() || known.equals(Wish.databaseHash(migration.getSpec()))
                ? twins.olderOf(migration, before.database()).orElse(null)
                : null;
    }

    /** The log is read while the runner works, and once more for its last word. */
    private Observation withReport(Observation seen) {
        var report = seen.newest()
                .filter(run -> run.outcome() instanceof Outcome.Running
                        || (run.outcome() instanceof Outcome.Ended && !seen.isRecorded(run)))
                .map(run -> log.read(run.pods()))
                .orElse(RunReport.NOTHING);
        return new Observation(
                seen.migration(),
                seen.before(),
                seen.bundle(),
                seen.wish(),
                seen.runs(),
                seen.requests(),
                seen.backups(),
                report,
                seen.olderTwin(),
                seen.now());
    }
}
