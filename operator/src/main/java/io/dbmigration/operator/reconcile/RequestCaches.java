package io.dbmigration.operator.reconcile;

import io.dbmigration.api.DatabaseBackup;
import io.dbmigration.api.DatabaseMigration;
import io.dbmigration.api.DatabaseRestore;
import io.dbmigration.api.MigrationResolution;
import io.dbmigration.api.MigrationRollback;
import io.dbmigration.operator.observe.Requests;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** What the informers hold of requests and receipts. Filled when the event sources are made. */
final class RequestCaches implements Requests {

    private static final String BY_REFERENCE = "dbmigration-reference";

    private final List<InformerEventSource<MigrationResolution, DatabaseMigration>> resolutions =
            new CopyOnWriteArrayList<>();
    private final List<InformerEventSource<MigrationRollback, DatabaseMigration>> rollbacks =
            new CopyOnWriteArrayList<>();
    private final List<InformerEventSource<DatabaseBackup, DatabaseMigration>> backups = new CopyOnWriteArrayList<>();
    private final List<InformerEventSource<DatabaseRestore, DatabaseMigration>> restores = new CopyOnWriteArrayList<>();

    void addResolutions(InformerEventSource<MigrationResolution, DatabaseMigration> source) {
        resolutions.add(indexed(source));
    }

    void addRollbacks(InformerEventSource<MigrationRollback, DatabaseMigration> source) {
        rollbacks.add(indexed(source));
    }

    void addBackups(InformerEventSource<DatabaseBackup, DatabaseMigration> source) {
        backups.add(indexed(source));
    }

    void addRestores(InformerEventSource<DatabaseRestore, DatabaseMigration> source) {
        restores.add(indexed(source));
    }

    private static <T extends HasMetadata> InformerEventSource<T, DatabaseMigration> indexed(
            InformerEventSource<T, DatabaseMigration> source) {
        source.addIndexers(Map.of(
                BY_REFERENCE,
                object -> References.of(object).map(RequestCaches::key).stream().toList()));
        return source;
    }

    @Override
    public List<MigrationResolution> resolutions(DatabaseMigration migration) {
        return referring(resolutions, migration);
    }

    @Override
    public List<MigrationRollback> rollbacks(DatabaseMigration migration) {
        return referring(rollbacks, migration);
    }

    @Override
    public List<DatabaseBackup> backups(DatabaseMigration migration) {
        return referring(backups, migration);
    }

    @Override
    public List<DatabaseRestore> restoresOf(DatabaseBackup backup) {
        return referring(restores, backup);
    }

    private static <T extends HasMetadata> List<T> referring(
            List<InformerEventSource<T, DatabaseMigration>> sources, HasMetadata to) {
        var key = key(ResourceID.fromResource(to));
        return sources.stream()
                .flatMap(source -> source.byIndex(BY_REFERENCE, key).stream())
                .toList();
    }

    /** The DatabaseMigration that a request is about, as far as it can be seen. */
    Optional<ResourceID> migrationOf(HasMetadata request) {
        var reference = References.of(request);
        return request instanceof DatabaseRestore
                ? reference.flatMap(this::backup).flatMap(References::of)
                : reference;
    }

    private Optional<DatabaseBackup> backup(ResourceID id) {
        return backups.stream().flatMap(source -> source.get(id).stream()).findFirst();
    }

    /** Of all kinds that ask for something. */
    Stream<CustomResource<?, ?>> allRequests() {
        return Stream.of(resolutions, rollbacks, backups, restores)
                .flatMap(List::stream)
                .flatMap(source -> source.list(object -> true));
    }

    private static String key(ResourceID id) {
        return id.getNamespace().orElse("") + "/" + id.getName();
    }
}
