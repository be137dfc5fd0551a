package io.dbmigration.e2e.crd;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmigration.api.DatabaseBackup;
import io.dbmigration.api.DatabaseMigration;
import io.dbmigration.api.DatabaseMigrationStatus;
import io.dbmigration.api.DatabaseRestore;
import io.dbmigration.api.Limits;
import io.dbmigration.api.MigrationResolution;
import io.dbmigration.api.MigrationRollback;
import io.dbmigration.api.ResolutionStatus;
import io.dbmigration.api.RestoreStatus;
import io.dbmigration.api.RollbackStatus;
import io.dbmigration.api.StorageSpec;
import io.dbmigration.contract.Failure;
import io.dbmigration.contract.ReportLine.MigrationState;
import io.dbmigration.contract.RunResult.DatabaseIdentity;
import io.dbmigration.contract.RunResult.Notice;
import io.dbmigration.contract.RunResult.Restored;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Writing the status as the operator does: server-side apply of a fresh object that holds nothing else. */
class StatusApiServerIT {

    private static final String TIME = "2026-02-18T10:00:00Z";
    private static final String TEXT = "x".repeat(Limits.STATUS_TEXT);

    private static ApiServer server;

    @BeforeAll
    static void connect() throws IOException {
        server = new ApiServer();
    }

    @AfterAll
    static void disconnect() {
        server.close();
    }

    @Test
    void twoWritersDoNotWipeOutEachOthersConditions() throws IOException {
        create("two-writers");
        apply("two-writers", "operator", conditions("Ready"));
        apply("two-writers", "someone", conditions("Reviewed"));
        var stored = apply("two-writers", "operator", conditions("Ready", "Stalled"));

        assertThat(stored.getStatus().conditions())
                .extracting(Condition::getType)
                .containsExactlyInAnyOrder("Ready", "Reviewed", "Stalled");
    }

    @Test
    void aConditionLeftOutGoes() throws IOException {
        create("left-out");
        apply("left-out", "operator", conditions("Ready", "Stalled"));

        assertThat(apply("left-out", "operator", conditions("Ready"))
                        .getStatus()
                        .conditions())
                .extracting(Condition::getType)
                .containsExactly("Ready");
    }

    @Test
    void aStatusWithEveryFieldAtItsLimitIsStoredWhole() throws IOException {
        create("full");

        assertThat(apply("full", "operator", fullStatus()).getStatus()).isEqualTo(fullStatus());
    }

    @Test
    void aWrittenStatusDoesNotChangeTheGeneration() throws IOException {
        create("generation");

        assertThat(apply("generation", "operator", conditions("Ready"))
                        .getMetadata()
                        .getGeneration())
                .isEqualTo(1);
    }

    @Test
    void aReceiptsStatusIsStored() throws IOException {
        var receipt = Serialization.unmarshal(
                Files.readString(ApiServer.CRDS.resolve("examples/valid-receipt.yaml")), DatabaseBackup.class);
        server.create(receipt);
        var patch = new DatabaseBackup();
        patch.setMetadata(new ObjectMetaBuilder()
                .withName(receipt.getMetadata().getName())
                .withNamespace(server.namespace())
                .build());
        patch.setStatus(new io.dbmigration.api.DatabaseBackupStatus(
                1L,
                List.of(condition("Ready")),
                "Succeeded",
                "BackedUp",
                TEXT,
                "basefly-1",
                "alice",
                StorageSpec.claim("backups"),
                "a/b",
                4_000_000_000L,
                "0".repeat(64),
                "Decode",
                TIME,
                TIME,
                "17.6",
                "17.6",
                "0/16B3748",
                1,
                "0/16B3749",
                5_000_000_000L,
                identity(),
                "10m"));

        var stored = server.client().resource(patch).subresource("status").patch(by("operator"), patch);

        assertThat(stored.getStatus()).isEqualTo(patch.getStatus());
    }

    @Test
    void theStatusOfEachRequestIsStored() throws IOException {
        var resolution = applied("valid-resolution.yaml", MigrationResolution.class, new MigrationResolution());
        resolution.setStatus(new ResolutionStatus(
                1L, List.of(condition("Ready")), "Succeeded", "Resolved", TEXT, "basefly-1", TIME, TIME, "alice"));
        assertThat(stored(resolution).getStatus()).isEqualTo(resolution.getStatus());

        var rollback = applied("valid-rollback.yaml", MigrationRollback.class, new MigrationRollback());
        rollback.setStatus(new RollbackStatus(
                1L, List.of(condition("Ready")), "Succeeded", "RolledBack", TEXT, "j", TIME, TIME, null, "m", "j"));
        assertThat(stored(rollback).getStatus()).isEqualTo(rollback.getStatus());

        var restore = applied("valid-restore.yaml", DatabaseRestore.class, new DatabaseRestore());
        restore.setStatus(new RestoreStatus(
                1L,
                List.of(condition("Ready")),
                "Succeeded",
                "Restored",
                TEXT,
                "j",
                TIME,
                TIME,
                null,
                new Restored("shop_1", 4_294_967_295L, "shop_old", 9_000_000_000L),
                null));
        assertThat(stored(restore).getStatus()).isEqualTo(restore.getStatus());
    }

    private static <T extends CustomResource<?, ?>> T applied(String example, Class<T> type, T patch)
            throws IOException {
        var created = server.create(Serialization.unmarshal(
                Files.readString(ApiServer.CRDS.resolve("examples").resolve(example)), type));
        patch.setMetadata(new ObjectMetaBuilder()
                .withName(created.getMetadata().getName())
                .withNamespace(server.namespace())
                .withResourceVersion(created.getMetadata().getResourceVersion())
                .build());
        return patch;
    }

    private static <T extends CustomResource<?, ?>> T stored(T patch) {
        return server.client().resource(patch).subresource("status").patch(by("operator"), patch);
    }

    private static void create(String name) throws IOException {
        var migration = Serialization.unmarshal(
                Files.readString(ApiServer.CRDS.resolve("examples/valid-minimal.yaml")), DatabaseMigration.class);
        migration.getMetadata().setName(name);
        server.create(migration);
    }

    private static DatabaseMigration apply(String name, String manager, DatabaseMigrationStatus status) {
        var patch = new DatabaseMigration();
        patch.setMetadata(new ObjectMetaBuilder()
                .withName(name)
                .withNamespace(server.namespace())
                .build());
        patch.setStatus(status);
        return server.client().resource(patch).subresource("status").patch(by(manager), patch);
    }

    private static PatchContext by(String manager) {
        return new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager(manager)
                .withForce(true)
                .build();
    }

    private static DatabaseMigrationStatus conditions(String... types) {
        return new DatabaseMigrationStatus(
                null,
                null,
                List.of(types).stream().map(StatusApiServerIT::condition).toList(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private static Condition condition(String type) {
        return new ConditionBuilder()
                .withType(type)
                .withStatus("True")
                .withReason("Applied")
                .withMessage("")
                .withObservedGeneration(1L)
                .withLastTransitionTime(TIME)
                .build();
    }

    private static DatabaseIdentity identity() {
        return new DatabaseIdentity("17.6", "7300000000000000001", 1, "db:5432", "shop", 4_294_967_295L, "public");
    }

    private static DatabaseMigrationStatus fullStatus() {
        return new DatabaseMigrationStatus(
                1L,
                "Failed",
                List.of(condition("Ready")),
                new DatabaseMigrationStatus.BundleStatus("sha256:" + "0".repeat(64), TEXT, TEXT, 10_000),
                TEXT,
                new DatabaseMigrationStatus.Counts(9, 1, 0),
                Collections.nCopies(
                        Limits.STATUS_MIGRATIONS, new MigrationState("same", "RolledBack", TIME, TIME, "1s", "0")),
                new DatabaseMigrationStatus.Plan("sha256:0", Collections.nCopies(Limits.STATUS_PENDING, "m"), 9),
                new Failure(TEXT, 1, 2, "42601", "P3018", TEXT, TEXT, TEXT, TEXT, TEXT),
                new DatabaseMigrationStatus.BackupSummary(
                        "basefly-1", "backups/a", 4_000_000_000L, "Decode", TIME, "10m", "Never", TEXT),
                new DatabaseMigrationStatus.Progress("m", 1, 9, 2, 3, TEXT),
                new DatabaseMigrationStatus.LastRun(
                        "request-uid", 2, "basefly-2", "Resolve", "Failed", "StateChanged", 1, TIME, TIME, 1),
                new DatabaseMigrationStatus.LastRun(
                        "basefly-1", 1, "basefly-1", "Deploy", "Failed", "MigrationFailed", 1, TIME, TIME, 1),
                identity(),
                Collections.nCopies(Limits.STATUS_NOTICES, new Notice("Edited", TEXT)));
    }
}
