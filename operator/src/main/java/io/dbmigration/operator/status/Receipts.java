package io.dbmigration.operator.status;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.dbmigration.api.ConditionType;
import io.dbmigration.api.DatabaseBackup;
import io.dbmigration.api.DatabaseBackupSpec;
import io.dbmigration.api.DatabaseBackupSpec.FromRun;
import io.dbmigration.api.DatabaseBackupStatus;
import io.dbmigration.api.MigrationReference;
import io.dbmigration.api.StorageSpec;
import io.dbmigration.contract.RunKind;
import io.dbmigration.contract.RunResult;
import io.dbmigration.contract.RunResult.DatabaseIdentity;
import io.dbmigration.contract.RunResult.Receipt;
import io.dbmigration.operator.observe.Observation;
import io.dbmigration.operator.observe.ObservedRun;
import io.dbmigration.operator.outcome.Outcome;
import io.dbmigration.operator.run.Marks;
import io.dbmigration.operator.run.Told;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes the DatabaseBackup of a run that took one. It belongs to nobody: deleting the migration deletes no receipt. */
public final class Receipts {

    private static final String CONTROLLER_UID_LABEL = "batch.kubernetes.io/controller-uid";

    private Receipts() {}

    /** What the newest run has found or taken and no receipt names. */
    public static List<DatabaseBackup> newReceipts(Observation seen) {
        return Stream.concat(taken(seen).stream(), FoundReceipts.of(seen)).toList();
    }

    /** Empty when the newest run took no backup, or its receipt was written before. */
    private static Optional<DatabaseBackup> taken(Observation seen) {
        return seen.newest()
                .filter(run -> !seen.isRecorded(run) && run.facts().storage() != null && !isItsOwnReceipt(seen, run))
                .flatMap(run -> run.outcome() instanceof Outcome.Ended ended
                                && ended.result().backup() != null
                        ? Optional.of(receipt(
                                seen, run, ended.result(), ended.result().backup()))
                        : Optional.empty());
    }

    /** A backup on demand, unless its request was deleted meanwhile; and a look makes no backup. */
    private static boolean isItsOwnReceipt(Observation seen, ObservedRun run) {
        return run.facts().kind() == RunKind.Inspect
                || (run.facts().kind() == RunKind.Backup && seen.requestOf(run).isPresent());
    }

    private static DatabaseBackup receipt(Observation seen, ObservedRun run, RunResult result, Receipt receipt) {
        var metadata = seen.migration().getMetadata();
        var backup = new DatabaseBackup();
        backup.setMetadata(new ObjectMetaBuilder()
                .withName(run.facts().job())
                .withNamespace(metadata.getNamespace())
                .withLabels(Marks.labels(metadata.getUid()))
                .build());
        backup.setSpec(new DatabaseBackupSpec(
                new MigrationReference(metadata.getName()),
                new FromRun(
                        run.facts().job(),
                        jobUid(run),
                        requireNonNull(run.facts().storage()),
                        receipt.path()),
                null,
                null));
        backup.setStatus(status(seen, result, receipt));
        return backup;
    }

    private static DatabaseBackupStatus status(Observation seen, RunResult result, Receipt receipt) {
        var conditions = new Conditions(null, 1L, seen.now())
                .add(ConditionType.READY, true, receipt.verified().name(), "The backup exists and is verified.")
                .all();
        return statusOf(Told.NOTHING, conditions, null, receipt, result.database());
    }

    /** @param storage of a backup on demand */
    static DatabaseBackupStatus statusOf(
            Told told,
            List<Condition> conditions,
            @Nullable StorageSpec storage,
            Receipt receipt,
            @Nullable DatabaseIdentity database) {
        return new DatabaseBackupStatus(
                1L,
                conditions,
                told.outcome(),
                told.reason(),
                told.message(),
                told.job(),
                told.requestedBy(),
                storage,
                storage == null ? null : receipt.path(),
                receipt.size(),
                receipt.sha256(),
                receipt.verified().name(),
                Backups.time(receipt.startedAt()),
                Backups.time(receipt.finishedAt()),
                receipt.serverVersion(),
                receipt.toolVersion(),
                receipt.lsn(),
                receipt.timeline(),
                receipt.lsnAtApply(),
                receipt.bytesSince(),
                database,
                receipt.estimatedRestore());
    }

    private static String jobUid(ObservedRun run) {
        return run.job() != null
                ? run.job().getMetadata().getUid()
                : run.pods().stream()
                        .map(pod ->
                                requireNonNullElse(pod.getMetadata().getLabels().get(CONTROLLER_UID_LABEL), "unknown"))
                        .findFirst()
                        .orElse("unknown");
    }
}
