package io.dbmigration.operator.status;

import io.dbmigration.api.BackupSpec;
import io.dbmigration.api.DatabaseMigrationStatus.BackupSummary;
import io.dbmigration.contract.RunKind;
import io.dbmigration.contract.RunRequest.BackupMode;
import io.dbmigration.contract.RunResult.Receipt;
import io.dbmigration.operator.observe.Observation;
import io.dbmigration.operator.observe.ObservedRun;
import io.dbmigration.operator.outcome.Outcome;
import io.dbmigration.operator.outcome.OutcomeReader;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code status.backup}: the newest one, and whether the spec wants none. */
final class Backups {

    private static final BackupSummary NONE = new BackupSummary(null, null, null, null, null, null, null, null);

    private Backups() {}

    static @Nullable BackupSummary summary(Observation seen) {
        var newest = seen.newest()
                .flatMap(Backups::taken)
                .or(() -> Optional.ofNullable(
                        seen.before() == null ? null : seen.before().backup()))
                .orElse(NONE);
        var summary = withMode(newest, seen.spec().backup());
        return summary.equals(NONE) ? null : summary;
    }

    private static Optional<BackupSummary> taken(ObservedRun run) {
        return run.outcome() instanceof Outcome.Ended ended && run.facts().kind() != RunKind.Inspect
                ? Optional.ofNullable(ended.result().backup()).map(receipt -> of(run, receipt))
                : Optional.empty();
    }

    /** A backup on demand is its own receipt. */
    static String nameOf(ObservedRun run) {
        var request = run.facts().request();
        return run.facts().kind() == RunKind.Backup && request != null
                ? request.name()
                : run.facts().job();
    }

    private static BackupSummary of(ObservedRun run, Receipt receipt) {
        return new BackupSummary(
                nameOf(run),
                run.facts().storage() == null
                        ? receipt.path()
                        : run.facts().storage().locationOf(receipt.path()),
                receipt.size(),
                receipt.verified().name(),
                time(receipt.finishedAt()),
                receipt.estimatedRestore(),
                null,
                null);
    }

    private static BackupSummary withMode(BackupSummary backup, @Nullable BackupSpec spec) {
        var without = spec != null && spec.effectiveMode() == BackupMode.Never ? spec : null;
        return new BackupSummary(
                backup.name(),
                backup.location(),
                backup.size(),
                backup.verified(),
                backup.finishedAt(),
                backup.estimatedRestore(),
                without == null ? null : BackupMode.Never.name(),
                without == null ? null : without.reason());
    }

    static @Nullable String time(@Nullable String text) {
        return OutcomeReader.instant(text) == null ? null : text;
    }
}
