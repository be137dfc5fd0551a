package io.dbmigration.operator.observe;

import static java.util.Objects.requireNonNull;

import io.dbmigration.api.DatabaseMigration;
import io.dbmigration.api.DatabaseMigrationSpec;
import io.dbmigration.api.DatabaseMigrationStatus;
import io.dbmigration.operator.bundle.BundleSource;
import io.dbmigration.operator.outcome.RunReport;
import io.dbmigration.operator.run.Marks;
import io.dbmigration.operator.run.Wish;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is known in one pass.
 *
 * @param before the status as last written; null before the first
 * @param wish null while the bundle's source is missing
 * @param runs newest first
 * @param report of the newest run, as far as its log was read
 * @param olderTwin name of an older DatabaseMigration with the same database
 */
public record Observation(
        DatabaseMigration migration,
        @Nullable DatabaseMigrationStatus before,
        BundleSource bundle,
        @Nullable Wish wish,
        List<ObservedRun> runs,
        RunReport report,
        @Nullable String olderTwin,
        Instant now) {

    public DatabaseMigrationSpec spec() {
        return requireNonNull(migration.getSpec(), "spec");
    }

    public Optional<ObservedRun> newest() {
        return runs.stream().findFirst();
    }

    public boolean deleting() {
        return migration.getMetadata().getDeletionTimestamp() != null;
    }

    public boolean hasRunFinalizer() {
        return migration.getMetadata().getFinalizers().contains(Marks.RUN_FINALIZER);
    }

    /** Whether the newest run was asked for what is asked for now. */
    public boolean isAsked(ObservedRun run) {
        return wish != null && wish.identity().equals(run.facts().wish().identity());
    }

    /** Whether the status already tells how this run ended. */
    public boolean isRecorded(ObservedRun run) {
        var last = before == null ? null : before.lastRun();
        return last != null && run.facts().job().equals(last.job()) && last.outcome() != null;
    }
}
