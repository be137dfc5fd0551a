package io.dbmigration.operator.observe;

import static java.util.Objects.requireNonNull;

import io.dbmigration.api.DatabaseBackup;
import io.dbmigration.api.DatabaseMigration;
import io.dbmigration.api.DatabaseMigrationSpec;
import io.dbmigration.api.DatabaseMigrationStatus;
import io.dbmigration.api.DatabaseMigrationStatus.LastRun;
import io.dbmigration.contract.RunKind;
import io.dbmigration.contract.RunRequest.Mark;
import io.dbmigration.operator.bundle.BundleSource;
import io.dbmigration.operator.outcome.RunReport;
import io.dbmigration.operator.run.Marks;
import io.dbmigration.operator.run.Request;
import io.dbmigration.operator.run.Wish;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is known in one pass.
 *
 * @param before the status as last written; null before the first
 * @param wish null while the bundle's source is missing
 * @param runs newest first, of all kinds
 * @param requests oldest first
 * @param backups all receipts of this resource, and the wishes for them
 * @param report of the newest run, as far as its log was read
 * @param olderTwin name of an older DatabaseMigration with the same database
 */
public record Observation(
        DatabaseMigration migration,
        @Nullable DatabaseMigrationStatus before,
        BundleSource bundle,
        @Nullable Wish wish,
        List<ObservedRun> runs,
        List<Request> requests,
        List<DatabaseBackup> backups,
        RunReport report,
        @Nullable String olderTwin,
        Instant now) {

    public DatabaseMigrationSpec spec() {
        return requireNonNull(migration.getSpec(), "spec");
    }

    public Optional<ObservedRun> newest() {
        return runs.stream().findFirst();
    }

    /** What the present wish is compared with. */
    public Optional<ObservedRun> newestDeploy() {
        return runs.stream().filter(run -> run.facts().kind() == RunKind.Deploy).findFirst();
    }

    public Optional<ObservedRun> newestOf(Request request) {
        return runs.stream().filter(run -> isFor(run, request.uid())).findFirst();
    }

    /** The living request that a run carries out. */
    public Optional<Request> requestOf(ObservedRun run) {
        return requests.stream().filter(request -> isFor(run, request.uid())).findFirst();
    }

    private static boolean isFor(ObservedRun run, String uid) {
        var request = run.facts().request();
        return request != null && request.uid().equals(uid);
    }

    /** Whether a request has changed the database since: then what this deploy said is no longer true. */
    public boolean isOutdated(ObservedRun deploy) {
        return changedSince(deploy).findAny().isPresent();
    }

    /** Whether a person has marked a migration as applied since. */
    public boolean isResolvedSince(ObservedRun deploy) {
        return changedSince(deploy)
                .map(run -> run.facts().request())
                .anyMatch(request -> request != null && request.mode().equals(Mark.Applied.name()));
    }

    private Stream<ObservedRun> changedSince(ObservedRun deploy) {
        return runs.stream()
                .takeWhile(run -> run.facts().number() > deploy.facts().number())
                .filter(ObservedRun::mayHaveChanged);
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
        return before != null && (tells(before.lastRun(), run) || tells(before.lastDeploy(), run));
    }

    /** One that was withdrawn, and has no reason, may have started at that very moment. */
    private static boolean tells(@Nullable LastRun last, ObservedRun run) {
        return last != null
                && run.facts().job().equals(last.job())
                && last.outcome() != null
                && (last.reason() != null || !run.started());
    }
}
