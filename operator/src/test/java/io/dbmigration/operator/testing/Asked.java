package io.dbmigration.operator.testing;

import io.dbmigration.api.DatabaseBackup;
import io.dbmigration.api.DatabaseRestore;
import io.dbmigration.api.MigrationResolution;
import io.dbmigration.api.MigrationRollback;
import io.fabric8.kubernetes.client.utils.Serialization;

/** Requests as a person would write them. The name is the UID, too. */
public final class Asked {

    private Asked() {}

    /** @param minute of its creation */
    public static MigrationResolution resolution(String name, String as, int minute) {
        return read(
                "MigrationResolution",
                name,
                minute,
                "{databaseMigrationRef: {name: basefly}, migration: 20240101_a, as: " + as + ", reason: because}",
                MigrationResolution.class);
    }

    public static MigrationRollback rollback(String name, int minute) {
        return read(
                "MigrationRollback",
                name,
                minute,
                "{databaseMigrationRef: {name: basefly}, from: 20240102_b, migration: 20240102_b, reason: because,"
                        + " acceptDataLoss: true}",
                MigrationRollback.class);
    }

    public static DatabaseBackup onDemand(String name, int minute) {
        return backup(name, minute, "onDemand: {}");
    }

    public static DatabaseBackup found(String name, String path, int minute) {
        return backup(
                name, minute, "found: {storage: {persistentVolumeClaim: {claimName: elsewhere}}, path: " + path + "}");
    }

    public static DatabaseBackup receipt(String name, String path) {
        return backup(
                name,
                0,
                "fromRun: {job: j, uid: u, storage: {persistentVolumeClaim: {claimName: backups}}, path: " + path
                        + "}");
    }

    private static DatabaseBackup backup(String name, int minute, String source) {
        return read(
                "DatabaseBackup",
                name,
                minute,
                "{databaseMigrationRef: {name: basefly}, " + source + "}",
                DatabaseBackup.class);
    }

    public static DatabaseRestore restore(String name, String backup, String more, int minute) {
        return read(
                "DatabaseRestore",
                name,
                minute,
                "{backupRef: {name: " + backup + "}" + more + "}",
                DatabaseRestore.class);
    }

    private static <T> T read(String kind, String name, int minute, String spec, Class<T> type) {
        return Serialization.unmarshal("""
                apiVersion: dbmigration.io/v1beta1
                kind: %s
                metadata: {name: %s, namespace: shop, uid: %s, generation: 1, resourceVersion: "5", creationTimestamp: "2026-02-01T11:%02d:00Z"}
                spec: %s
                """.formatted(kind, name, name, minute, spec), type);
    }
}
