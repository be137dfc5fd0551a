package io.dbmigration.operator.reconcile;

import io.dbmigration.api.DatabaseBackup;
import io.dbmigration.api.DatabaseRestore;
import io.dbmigration.api.MigrationReference;
import io.dbmigration.api.MigrationResolution;
import io.dbmigration.api.MigrationRollback;
import io.dbmigration.api.NameReference;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Optional;

/** Which object of its namespace a request names: a DatabaseMigration, or for a restore a DatabaseBackup. */
final class References {

    private References() {}

    /** Empty for one whose spec cannot be read. */
    static Optional<ResourceID> of(HasMetadata object) {
        return nameIn(object)
                .map(name -> new ResourceID(name, object.getMetadata().getNamespace()));
    }

    private static Optional<String> nameIn(HasMetadata object) {
        return switch (object) {
            case MigrationResolution resolution ->
                Optional.ofNullable(resolution.getSpec())
                        .map(spec -> spec.databaseMigrationRef())
                        .map(MigrationReference::name);
            case MigrationRollback rollback ->
                Optional.ofNullable(rollback.getSpec())
                        .map(spec -> spec.databaseMigrationRef())
                        .map(MigrationReference::name);
            case DatabaseBackup backup ->
                Optional.ofNullable(backup.getSpec())
                        .map(spec -> spec.databaseMigrationRef())
                        .map(MigrationReference::name);
            case DatabaseRestore restore ->
                Optional.ofNullable(restore.getSpec())
                        .map(spec -> spec.backupRef())
                        .map(NameReference::name);
            default -> Optional.empty();
        };
    }
}
