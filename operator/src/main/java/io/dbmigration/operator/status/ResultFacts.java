package io.dbmigration.operator.status;

import io.dbmigration.api.DatabaseMigrationStatus;
import io.dbmigration.api.DatabaseMigrationStatus.BackupSummary;
import io.dbmigration.api.DatabaseMigrationStatus.BundleStatus;
import io.dbmigration.api.DatabaseMigrationStatus.Counts;
import io.dbmigration.api.DatabaseMigrationStatus.Plan;
import io.dbmigration.api.Limits;
import io.dbmigration.contract.Failure;
import io.dbmigration.contract.ReportLine.MigrationState;
import io.dbmigration.contract.RunKind;
import io.dbmigration.contract.RunResult.DatabaseIdentity;
import io.dbmigration.contract.RunResult.Notice;
import io.dbmigration.operator.observe.Observation;
import io.dbmigration.operator.observe.ObservedRun;
import io.dbmigration.operator.outcome.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What results tell of bundle and database: from the newest result, else as it was. */
record ResultFacts(
        @Nullable BundleStatus bundle,
        @Nullable String headMigration,
        @Nullable Counts counts,
        @Nullable List<MigrationState> migrations,
        @Nullable Plan plan,
        @Nullable Failure failure,
        @Nullable BackupSummary backup,
        @Nullable DatabaseIdentity database,
        @Nullable List<Notice> notices) {

    private static final ResultFacts NOTHING = new ResultFacts(null, null, null, null, null, null, null, null, null);

    static ResultFacts of(Observation seen) {
        var known = withBackup(before(seen.before()), Backups.summary(seen));
        var newest = seen.newest();
        if (newest.isEmpty() || seen.isRecorded(newest.get())) {
            return known;
        }
        return switch (newest.get().outcome()) {
            case Outcome.Ended ended
            when newest.get().facts().kind() != RunKind.Deploy -> resultOfARequest(newest.get(), ended, known);
            case Outcome.Ended ended when seen.isAsked(newest.get()) -> result(seen, newest.get(), ended, known);
            case Outcome.Ended ended -> resultOfAnotherWish(ended, known);
            case Outcome.Broken broken -> newest.get().facts().kind() == RunKind.Deploy ? withoutFailure(known) : known;
            case Outcome.Recorded recorded -> known;
            case Outcome.NotStarted waiting -> known;
            case Outcome.Running running -> withReport(seen, known);
        };
    }

    private static ResultFacts before(@Nullable DatabaseMigrationStatus status) {
        return status == null
                ? NOTHING
                : new ResultFacts(
                        status.bundle(),
                        status.headMigration(),
                        status.counts(),
                        status.migrations(),
                        status.plan(),
                        status.failure(),
                        status.backup(),
                        status.database(),
                        status.notices());
    }

    private static ResultFacts result(Observation seen, ObservedRun run, Outcome.Ended ended, ResultFacts known) {
        var result = ended.result();
        return new ResultFacts(
                bundle(run, ended, known),
                head(ended, known),
                counts(ended, known),
                Reports.migrations(seen.report(), null),
                Reports.plan(seen.report(), null),
                result.failure(),
                known.backup(),
                result.database() == null ? known.database() : result.database(),
                notices(result.notices()));
    }

    private static @Nullable BundleStatus bundle(ObservedRun run, Outcome.Ended ended, ResultFacts known) {
        var bundle = ended.result().bundle();
        return bundle == null
                ? known.bundle()
                : new BundleStatus(bundle.digest(), run.facts().source(), bundle.head(), bundle.count());
    }

    /** None where nothing is applied; a result that had to be short may leave the name out. */
    private static @Nullable String head(Outcome.Ended ended, ResultFacts known) {
        var result = ended.result();
        if (result.headMigration() != null) {
            return result.headMigration();
        }
        return result.counts() != null && result.counts().applied() == 0 ? null : known.headMigration();
    }

    private static @Nullable Counts counts(Outcome.Ended ended, ResultFacts known) {
        var counts = ended.result().counts();
        return counts == null ? known.counts() : new Counts(counts.applied(), counts.pending(), counts.failed());
    }

    private static @Nullable List<Notice> notices(List<Notice> notices) {
        return notices.isEmpty()
                ? null
                : notices.stream().limit(Limits.STATUS_NOTICES).toList();
    }

    /** Conditions and phase speak of the next run by then, and so do bundle and head. */
    private static ResultFacts resultOfAnotherWish(Outcome.Ended ended, ResultFacts known) {
        var result = ended.result();
        return new ResultFacts(
                known.bundle(),
                known.headMigration(),
                known.counts(),
                known.migrations(),
                known.plan(),
                result.failure(),
                known.backup(),
                result.database() == null ? known.database() : result.database(),
                known.notices());
    }

    /** Bundle, plan and failure are the deploy's; where the history was changed, the head is another one. */
    private static ResultFacts resultOfARequest(ObservedRun run, Outcome.Ended ended, ResultFacts known) {
        var result = ended.result();
        if (!run.facts().changesByRequest()) {
            return known;
        }
        var changed = run.mayHaveChanged();
        return new ResultFacts(
                known.bundle(),
                changed ? head(ended, known) : known.headMigration(),
                changed ? counts(ended, known) : known.counts(),
                known.migrations(),
                known.plan(),
                known.failure(),
                known.backup(),
                result.database() == null ? known.database() : result.database(),
                known.notices());
    }

    private static ResultFacts withReport(Observation seen, ResultFacts known) {
        return new ResultFacts(
                known.bundle(),
                known.headMigration(),
                known.counts(),
                Reports.migrations(seen.report(), known.migrations()),
                Reports.plan(seen.report(), known.plan()),
                known.failure(),
                known.backup(),
                known.database(),
                known.notices());
    }

    private static ResultFacts withoutFailure(ResultFacts known) {
        return new ResultFacts(
                known.bundle(),
                known.headMigration(),
                known.counts(),
                known.migrations(),
                known.plan(),
                null,
                known.backup(),
                known.database(),
                known.notices());
    }

    private static ResultFacts withBackup(ResultFacts known, @Nullable BackupSummary backup) {
        return new ResultFacts(
                known.bundle(),
                known.headMigration(),
                known.counts(),
                known.migrations(),
                known.plan(),
                known.failure(),
                backup,
                known.database(),
                known.notices());
    }
}
