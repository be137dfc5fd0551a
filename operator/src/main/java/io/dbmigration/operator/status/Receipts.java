package io.dbmigration.operator.status;

import static java.util.Objects.requireNonNullElse;

import io.dbmigration.api.ConditionType;
import io.dbmigration.api.DatabaseBackup;
import io.dbmigration.api.DatabaseBackupSpec;
import io.dbmigration.api.DatabaseBackupSpec.FromRun;
import io.dbmigration.api.DatabaseBackupSpec.MigrationReference;
import io.dbmigration.api.DatabaseBackupStatus;
import io.dbmigration.api.StorageSpec;
import io.dbmigration.api.StorageSpec.ClaimReference;
import io.dbmigration.contract.RunResult;
import io.dbmigration.contract.RunResult.Receipt;
import io.dbmigration.operator.observe.Observation;
import io.dbmigration.operator.observe.ObservedRun;
import io.dbmigration.operator.outcome.Outcome;
import io.dbmigration.operator.run.Marks;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.Optional;

/** Makes the DatabaseBackup of a run that took one. It belongs to nobody: deleting the migration deletes no receipt. */
final class Receipts {

    private static final String CONTROLLER_UID_LABEL = "batch.kubernetes.io/controller-uid";

    private Receipts() {}

    /** Empty when the newest run took no backup, or its receipt was written before. */
    static Optional<DatabaseBackup> newReceipt(Observation seen) {
        return seen.newest()
                .filter(run -> !seen.isRecorded(run) && run.facts().backupClaim() != null)
                .flatMap(run -> run.outcome() instanceof Outcome.Ended ended
                                && ended.result().backup() != null
                        ? Optional.of(receipt(
                                seen, run, ended.result(), ended.result().backup()))
                        : Optional.empty());
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
                        new StorageSpec(new ClaimReference(run.facts().backupClaim())),
                        receipt.path())));
        backup.setStatus(status(seen, result, receipt));
        return backup;
    }

    private static DatabaseBackupStatus status(Observation seen, RunResult result, Receipt receipt) {
        var conditions = new Conditions(null, 1L, seen.now())
                .add(ConditionType.READY, true, receipt.verified().name(), "The backup exists and is verified.")
                .all();
        return new DatabaseBackupStatus(
                1L,
                conditions,
                receipt.size(),
                receipt.sha256(),
                receipt.verified().name(),
                Backups.time(receipt.startedAt()),
                Backups.time(receipt.finishedAt()),
                receipt.serverVersion(),
                receipt.toolVersion(),
                receipt.lsn(),
                result.database(),
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
