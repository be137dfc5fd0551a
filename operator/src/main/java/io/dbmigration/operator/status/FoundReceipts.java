package io.dbmigration.operator.status;

import io.dbmigration.api.ConditionType;
import io.dbmigration.api.DatabaseBackup;
import io.dbmigration.api.DatabaseBackupSpec;
import io.dbmigration.api.DatabaseBackupSpec.Found;
import io.dbmigration.api.MigrationReference;
import io.dbmigration.api.StorageSpec;
import io.dbmigration.contract.ReportLine.FoundBackup;
import io.dbmigration.operator.observe.Observation;
import io.dbmigration.operator.observe.ObservedRun;
import io.dbmigration.operator.outcome.Outcome;
import io.dbmigration.operator.run.Marks;
import io.dbmigration.operator.run.Request;
import io.dbmigration.operator.run.StoredBackup;
import io.dbmigration.operator.run.Told;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Receipts for backups that lie in the storage and that no receipt names, after a person asked for them. */
final class FoundReceipts {

    private static final int NAME = 200;

    private FoundReceipts() {}

    static Stream<DatabaseBackup> of(Observation seen) {
        return seen
                .newest()
                .filter(run -> !seen.isRecorded(run) && run.outcome() instanceof Outcome.Ended)
                .filter(run -> seen.requestOf(run)
                        .filter(Request.Rebuild.class::isInstance)
                        .isPresent())
                .flatMap(run -> Optional.ofNullable(run.facts().storage()))
                .stream()
                .flatMap(storage -> unnamed(seen, storage));
    }

    private static Stream<DatabaseBackup> unnamed(Observation seen, StorageSpec storage) {
        var named = seen.backups().stream()
                .flatMap(backup -> StoredBackup.of(backup).stream())
                .filter(stored -> stored.storage().equals(storage))
                .map(StoredBackup::path)
                .collect(Collectors.toSet());
        return Objects.requireNonNullElse(seen.report().backups(), List.<FoundBackup>of()).stream()
                .filter(found -> !named.contains(found.receipt().path()))
                .map(found -> receipt(seen, storage, found));
    }

    private static DatabaseBackup receipt(Observation seen, StorageSpec storage, FoundBackup found) {
        var metadata = seen.migration().getMetadata();
        var path = found.receipt().path();
        var backup = new DatabaseBackup();
        backup.setMetadata(new ObjectMetaBuilder()
                .withName(nameOf(storage.locationOf(path)))
                .withNamespace(metadata.getNamespace())
                .withLabels(Marks.labels(metadata.getUid()))
                .build());
        backup.setSpec(new DatabaseBackupSpec(
                new MigrationReference(metadata.getName()), null, null, new Found(storage, path)));
        backup.setStatus(
                Receipts.statusOf(over(seen, found), conditions(seen, found), null, found.receipt(), found.database()));
        return backup;
    }

    /** Nothing has to be looked at again. */
    private static Told over(Observation seen, FoundBackup found) {
        var job =
                seen.newest().map(ObservedRun::facts).map(facts -> facts.job()).orElse(null);
        return new Told(null, "Succeeded", found.receipt().verified().name(), null, job, null, null, null);
    }

    private static List<Condition> conditions(Observation seen, FoundBackup found) {
        return new Conditions(null, 1L, seen.now())
                .add(
                        ConditionType.READY,
                        true,
                        found.receipt().verified().name(),
                        "The backup exists and was verified when it was taken.")
                .all();
    }

    /** The run's name, and a part that tells places apart: the same place has the same name. */
    private static String nameOf(String location) {
        var run = location.substring(location.lastIndexOf('/') + 1)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^-a-z0-9]", "-")
                .replaceAll("^-+", "");
        var id = UUID.nameUUIDFromBytes(location.getBytes(StandardCharsets.UTF_8))
                .toString();
        return (run.isEmpty() ? "backup" : run.substring(0, Math.min(run.length(), NAME))) + "-" + id.substring(0, 8);
    }
}
