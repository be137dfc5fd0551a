package io.dbmigration.operator.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dbmigration.api.DatabaseMigration;
import io.dbmigration.contract.RunKind;
import io.dbmigration.contract.RunRequest;
import io.dbmigration.contract.RunRequest.BackupMode;
import io.dbmigration.contract.RunRequest.Mark;
import io.dbmigration.contract.RunRequest.RestoreMode;
import io.dbmigration.contract.RunnerFiles;
import io.dbmigration.operator.bundle.BundleSource;
import io.dbmigration.operator.testing.Asked;
import io.dbmigration.operator.testing.Migrations;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the runner is told about a request. */
class RequestFactoryTest {

    private static final String BUCKET =
            "{backup: {storage: {persistentVolumeClaim: null, s3: {endpoint: 'https://minio:9000', bucket: backups, "
                    + "credentialsFrom: {secretRef: {name: bucket}, accessKeyId: ID}, caFrom: {configMapKeyRef: {name: ca, key: ca.crt}}}}, "
                    + "retention: {keepLast: 5, keepFor: 720h}, verify: Restore}}";

    private static Job job(DatabaseMigration migration, Request request) {
        var source = new BundleSource.Found("sha256:source", "sha256:digest", List.of("20240101_a.sql"), true);
        var plan = new RunPlan(
                migration,
                source,
                Wish.ofRequest(migration, request),
                7,
                1,
                null,
                request,
                List.of("kept/path"),
                false);
        return new JobFactory(new RunnerSettings("runner:1", null, 65532L, 0440, "cluster-uid")).jobOf(plan);
    }

    private static Job job(Request request) {
        return job(Migrations.basefly(), request);
    }

    private static PodSpec pod(Job job) {
        return job.getSpec().getTemplate().getSpec();
    }

    private static RunRequest told(Job job) throws Exception {
        var text = pod(job).getContainers().getFirst().getEnv().getFirst().getValue();
        return new ObjectMapper().readValue(text, RunRequest.class);
    }

    private static Request.Restore restore(String more) {
        var receipt = Asked.receipt("receipt", "place/run");
        return new Request.Restore(Asked.restore("back", "receipt", more, 1), receipt);
    }

    @Test
    void aResolutionNamesMigrationAndMarkAndWhoAsks() throws Exception {
        var told = told(job(new Request.Resolution(Asked.resolution("fix", "RolledBack", 1))));

        assertThat(told.kind()).isEqualTo(RunKind.Resolve);
        assertThat(told.request()).isEqualTo(new RunRequest.Request("MigrationResolution", "fix", "fix"));
        assertThat(told.resolution())
                .isEqualTo(new RunRequest.Resolution("20240101_a", Mark.RolledBack, null, null, false));
        assertThat(told.verificationQueries()).isEmpty();
    }

    @Test
    void aRollbackSaysWhatIsAccepted() throws Exception {
        var told = told(job(new Request.Rollback(Asked.rollback("undo", 1))));

        assertThat(told.rollback()).isEqualTo(new RunRequest.Rollback("20240102_b", "20240102_b", true, false));
        assertThat(told.backup().protectedPaths()).containsExactly("kept/path");
    }

    @Test
    void theJobRemembersTheRequest() {
        var job = job(new Request.Rollback(Asked.rollback("undo", 1)));

        var facts = RunFacts.of("job", job.getMetadata());
        assertThat(facts.kind()).isEqualTo(RunKind.Rollback);
        assertThat(facts.request()).isEqualTo(new AskedBy("MigrationRollback", "undo", "undo", ""));
        assertThat(RunFacts.of("job", job.getSpec().getTemplate().getMetadata()))
                .isEqualTo(facts);
    }

    @Test
    void whoAsksForABackupGetsOneWhereDeploysTakeNone() throws Exception {
        var migration = Migrations.edited(Migrations.basefly(), "{backup: {mode: Never, reason: small}}");

        var told = told(job(migration, new Request.OnDemand(Asked.onDemand("tonight", 1))));

        assertThat(told.kind()).isEqualTo(RunKind.Backup);
        assertThat(told.backup().mode()).isEqualTo(BackupMode.BeforeApply);
    }

    @Test
    void aRestoreReadsWhereTheReceiptSaysAndCannotWriteThere() throws Exception {
        var job = job(restore(", mode: Swap, confirm: shop/basefly/basefly@16384, accept: [slot]"));
        var told = told(job).restore();

        assertThat(told.path()).isEqualTo("place/run");
        assertThat(told.storage().path()).isEqualTo(RunnerFiles.RESTORE);
        assertThat(told.mode()).isEqualTo(RestoreMode.Swap);
        assertThat(told.confirm()).isEqualTo("shop/basefly/basefly@16384");
        assertThat(told.accept()).containsExactly("slot");
        assertThat(pod(job).getContainers().getFirst().getVolumeMounts())
                .filteredOn(mount -> mount.getMountPath().equals(RunnerFiles.RESTORE))
                .singleElement()
                .returns(true, VolumeMount::getReadOnly)
                .as("one claim in two volumes hangs on older kubelets")
                .returns("backup", VolumeMount::getName);
    }

    @Test
    void anotherStorageIsMountedBesideTheOwnOne() throws Exception {
        var job = job(restore(", storage: {persistentVolumeClaim: {claimName: copy}}"
                + ", database: {urlFrom: {secretKeyRef: {name: staging, key: URL}}}"));

        assertThat(pod(job).getVolumes())
                .filteredOn(volume -> volume.getPersistentVolumeClaim() != null)
                .extracting(volume -> volume.getPersistentVolumeClaim().getClaimName())
                .containsExactly("backups", "copy");
        assertThat(told(job).database().url().name()).isEqualTo("staging");
    }

    @Test
    void aBucketIsToldWithItsCredentialsAsFiles() throws Exception {
        var migration = Migrations.edited(Migrations.basefly(), BUCKET);
        var job = job(migration, new Request.OnDemand(Asked.onDemand("tonight", 1)));
        var backup = told(job).backup();

        assertThat(backup.path()).isNull();
        assertThat(backup.s3().accessKeyId().file()).isEqualTo("/dbmigration/values/secrets/bucket/ID");
        assertThat(backup.s3().secretAccessKey().key()).isEqualTo("secretAccessKey");
        assertThat(backup.s3().sessionToken()).isNull();
        assertThat(backup.s3().pathStyle())
                .as("servers of one's own have no host name for each bucket")
                .isTrue();
        assertThat(backup.s3().ca().kind()).isEqualTo("ConfigMap");
        assertThat(backup.retention()).isEqualTo(new RunRequest.Retention(5, "720h"));
        assertThat(pod(job).getVolumes())
                .extracting(Volume::getSecret)
                .filteredOn(secret -> secret != null)
                .extracting(secret -> secret.getSecretName())
                .contains("bucket");
        assertThat(RunFacts.of("job", job.getMetadata()).storage())
                .as("what the receipt will say")
                .isEqualTo(migration.getSpec().backup().storage());
    }

    @Test
    void aTokenIsMountedOnlyForABucketWithoutCredentialsAndAChosenAccount() {
        var wish = new Request.OnDemand(Asked.onDemand("tonight", 1));
        var storage = "backup: {storage: {persistentVolumeClaim: null, s3: {region: eu-central-1, bucket: backups}}}";
        var without = Migrations.edited(Migrations.basefly(), "{" + storage + "}");
        var with = Migrations.edited(without, "{job: {serviceAccountName: backups}}");
        var volume = Migrations.edited(Migrations.basefly(), "{job: {serviceAccountName: backups}}");

        assertThat(pod(job(without, wish)).getAutomountServiceAccountToken()).isFalse();
        assertThat(pod(job(with, wish)).getAutomountServiceAccountToken()).isTrue();
        assertThat(pod(job(volume, wish)).getAutomountServiceAccountToken()).isFalse();
    }

    @Test
    void aLookAtOneBackupSaysWhereItLies() throws Exception {
        var told = told(job(new Request.Found(Asked.found("old", "x/y", 1))));

        assertThat(told.kind()).isEqualTo(RunKind.Inspect);
        assertThat(told.restore().path()).isEqualTo("x/y");
        assertThat(told.restore().storage().path()).isEqualTo(RunnerFiles.RESTORE);
    }

    @Test
    void aPinnedBundleIsNoConcernOfABackup() throws Exception {
        var migration = Migrations.edited(Migrations.basefly(), "{bundle: {digest: 'sha256:pinned'}}");

        assertThat(told(job(migration, new Request.OnDemand(Asked.onDemand("tonight", 1))))
                        .bundle()
                        .pinned())
                .isFalse();
        assertThat(told(job(migration, new Request.Rollback(Asked.rollback("undo", 1))))
                        .bundle()
                        .digest())
                .isEqualTo("sha256:pinned");
    }
}
