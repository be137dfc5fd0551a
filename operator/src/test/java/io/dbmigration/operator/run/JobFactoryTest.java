package io.dbmigration.operator.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dbmigration.api.DatabaseMigration;
import io.dbmigration.api.StorageSpec;
import io.dbmigration.contract.RunRequest;
import io.dbmigration.contract.RunnerFiles;
import io.dbmigration.operator.bundle.BundleSource;
import io.dbmigration.operator.testing.Migrations;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The Job of one run. */
class JobFactoryTest {

    private static final List<String> KEYS =
            List.of("20240101_a.rollback.sql", "20240101_a.sql", "migration_lock.toml", "README.md");

    private static Job job(DatabaseMigration migration, String... keys) {
        var source = new BundleSource.Found("sha256:source", "sha256:digest", List.of(keys), true);
        var plan = new RunPlan(migration, source, Wish.of(migration, source), 7, 2, null, null, List.of(), false);
        return new JobFactory(new RunnerSettings("runner:1", "IfNotPresent", 65532L, 0440, "cluster-uid")).jobOf(plan);
    }

    private static Job job(String edit) {
        return job(Migrations.edited(Migrations.basefly(), edit), KEYS.toArray(String[]::new));
    }

    private static PodSpec pod(Job job) {
        return job.getSpec().getTemplate().getSpec();
    }

    private static Container runner(Job job) {
        return pod(job).getContainers().getFirst();
    }

    private static String request(Job job) {
        return runner(job).getEnv().getFirst().getValue();
    }

    private static RunRequest decoded(Job job) throws Exception {
        return new ObjectMapper().readValue(request(job), RunRequest.class);
    }

    private static Volume volume(Job job, String name) {
        return pod(job).getVolumes().stream()
                .filter(volume -> volume.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theSamePlanGivesTheSameJob() {
        assertThat(job("{}")).isEqualTo(job("{}"));
    }

    @Test
    void startsOnePodOnceAndNeverOneBesideADyingOne() {
        var spec = job("{}").getSpec();

        assertThat(spec.getBackoffLimit()).isZero();
        assertThat(spec.getPodReplacementPolicy()).isEqualTo("Failed");
        assertThat(spec.getTtlSecondsAfterFinished()).isNull();
        assertThat(spec.getTemplate().getSpec().getRestartPolicy()).isEqualTo("Never");
        assertThat(job("{}").getMetadata().getOwnerReferences()).isEmpty();
    }

    @Test
    void theDeadlineLeavesRoomForStartingAndForCancelling() {
        assertThat(job("{timeout: 10m}").getSpec().getActiveDeadlineSeconds()).isEqualTo(600 + 120 + 900);
    }

    @Test
    void theNameIsCutTo63Characters() {
        var migration = Migrations.basefly();
        migration.getMetadata().setName("a".repeat(200) + ".shop");

        assertThat(job(migration).getMetadata().getName()).hasSize(63).endsWith("-0a1b2c-7");
    }

    @Test
    void aNameThatIsCutBehindADashStaysAName() {
        assertThat(JobNames.of("x".repeat(53) + "--and-more", "0a1b2c3d", 7)).isEqualTo("x".repeat(53) + "-0a1b2c-7");
    }

    @Test
    void thePodIsRestrictedAndHoldsNoToken() {
        var job = job("{}");

        assertThat(pod(job).getAutomountServiceAccountToken()).isFalse();
        assertThat(pod(job).getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod(job).getSecurityContext().getFsGroup()).isEqualTo(65532L);
        assertThat(pod(job).getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        var security = runner(job).getSecurityContext();
        assertThat(security.getAllowPrivilegeEscalation()).isFalse();
        assertThat(security.getReadOnlyRootFilesystem()).isTrue();
        assertThat(security.getCapabilities().getDrop()).containsExactly("ALL");
    }

    @Test
    void thePodIsKeptUntilItsResultIsRecordedAndLeftAloneByOthers() {
        var metadata = job("{}").getSpec().getTemplate().getMetadata();

        assertThat(metadata.getFinalizers()).containsExactly("dbmigration.io/result");
        assertThat(metadata.getAnnotations())
                .contains(
                        entry("karpenter.sh/do-not-disrupt", "true"),
                        entry("cluster-autoscaler.kubernetes.io/safe-to-evict", "false"),
                        entry("sidecar.istio.io/inject", "false"),
                        entry("linkerd.io/inject", "disabled"));
    }

    @Test
    void jobAndPodRememberTheRun() {
        var job = job("{}");
        var facts = RunFacts.of("basefly-0a1b2c-7", job.getMetadata());

        assertThat(facts)
                .isEqualTo(RunFacts.of(
                        "basefly-0a1b2c-7", job.getSpec().getTemplate().getMetadata()));
        assertThat(facts.number()).isEqualTo(7);
        assertThat(facts.attempt()).isEqualTo(2);
        assertThat(facts.image()).isEqualTo("runner:1");
        assertThat(facts.storage()).isEqualTo(StorageSpec.claim("backups"));
    }

    @Test
    void labelsAndAnnotationsOfTheSpecAreAddedButOursWin() {
        var job = job(
                "{job: {labels: {team: shop, dbmigration.io/uid: x}, annotations: {note: hi, dbmigration.io/streak: Lost/9, sidecar.istio.io/inject: 'true'}}}");

        assertThat(job.getMetadata().getLabels())
                .contains(entry("team", "shop"), entry("dbmigration.io/uid", Migrations.UID));
        var annotations = job.getSpec().getTemplate().getMetadata().getAnnotations();
        assertThat(annotations)
                .contains(entry("note", "hi"), entry("sidecar.istio.io/inject", "false"))
                .doesNotContainKey("dbmigration.io/streak");
    }

    @Test
    void keysOfAConfigMapAreMountedInThePrismaLayoutAndMayBeMissing() {
        var source = volume(job("{}"), "bundle")
                .getProjected()
                .getSources()
                .getFirst()
                .getConfigMap();

        assertThat(source.getOptional()).isTrue();
        assertThat(source.getItems())
                .containsExactlyInAnyOrder(
                        new KeyToPath("20240101_a.rollback.sql", null, "20240101_a/rollback.sql"),
                        new KeyToPath("20240101_a.sql", null, "20240101_a/migration.sql"),
                        new KeyToPath("migration_lock.toml", null, "migration_lock.toml"));
    }

    @Test
    void anArchiveIsMountedAlone() {
        var job = job(Migrations.basefly(), "migrations.tgz", "20240101_a.sql");

        assertThat(volume(job, "bundle")
                        .getProjected()
                        .getSources()
                        .getFirst()
                        .getConfigMap()
                        .getItems())
                .containsExactly(new KeyToPath("migrations.tgz", null, "migrations.tgz"));
    }

    @Test
    void anImageIsCopiedByOurBusyboxSoThatItNeedsNoShell() throws Exception {
        var job = job(
                "{bundle: {configMap: null, image: {reference: 'shop/bundle:1', path: /app/migrations, pullSecrets: [{name: registry}]}}, job: {imagePullSecrets: [{name: own}]}}");

        assertThat(pod(job).getInitContainers())
                .extracting(Container::getImage)
                .containsExactly("runner:1", "shop/bundle:1");
        assertThat(pod(job).getInitContainers().getLast().getCommand()).startsWith("/dbmigration/tools/busybox");
        assertThat(pod(job).getInitContainers().getLast().getArgs())
                .containsExactly("/app/migrations", "/dbmigration/bundle");
        assertThat(pod(job).getImagePullSecrets())
                .extracting(LocalObjectReference::getName)
                .containsExactly("own", "registry");
        assertThat(decoded(job).bundle().path()).isEqualTo("/dbmigration/bundle");
    }

    @Test
    void aClaimIsMountedReadOnly() throws Exception {
        var job = job("{bundle: {configMap: null, persistentVolumeClaim: {claimName: code, path: prisma/migrations}}}");

        assertThat(volume(job, "bundle").getPersistentVolumeClaim().getReadOnly())
                .isTrue();
        assertThat(decoded(job).bundle().path()).isEqualTo("/dbmigration/bundle/prisma/migrations");
    }

    @Test
    void secretsAreMountedWholeAndMayBeMissingSoThatTheRunnerCanSayWhich() throws Exception {
        var job = job("{}");
        var secret = pod(job).getVolumes().stream()
                .filter(volume -> volume.getSecret() != null)
                .findFirst()
                .orElseThrow()
                .getSecret();

        assertThat(secret.getSecretName()).isEqualTo("basefly-db");
        assertThat(secret.getOptional()).isTrue();
        assertThat(secret.getItems()).isEmpty();
        assertThat(secret.getDefaultMode()).isEqualTo(0440);
        assertThat(decoded(job).database().url())
                .isEqualTo(RunRequest.Value.file(
                        "/dbmigration/values/secrets/basefly-db/DATABASE_URL", "Secret", "basefly-db", "DATABASE_URL"));
    }

    @Test
    void connectionFieldsAndCertificatesBecomeValues() throws Exception {
        var database = decoded(job("""
                        {database: {urlFrom: null,
                          connection: {host: db, port: 5433, databaseFrom: {configMapKeyRef: {name: names, key: db}}, username: u, passwordFrom: {secretKeyRef: {name: s, key: p}}},
                          tls: {caFrom: {configMapKeyRef: {name: ca, key: ca.crt}}, clientCertificateFrom: {secretRef: {name: client}}}}}
                        """)).database();

        assertThat(database.connection().host()).isEqualTo(RunRequest.Value.literal("db"));
        assertThat(database.connection().port()).isEqualTo(RunRequest.Value.literal("5433"));
        assertThat(database.connection().database().file()).isEqualTo("/dbmigration/values/configmaps/names/db");
        assertThat(database.connection().password().file()).isEqualTo("/dbmigration/values/secrets/s/p");
        assertThat(database.tls().ca().file()).isEqualTo("/dbmigration/values/configmaps/ca/ca.crt");
        assertThat(database.tls().clientKey().file()).isEqualTo("/dbmigration/values/secrets/client/tls.key");
    }

    @Test
    void dollarSignsInTheRequestAreHiddenFromKubernetes() throws Exception {
        var job = job("{verification: {queries: [{name: q, sql: 'select $$a$$ || $(b)', expect: a}]}}");

        assertThat(request(job)).doesNotContain("$");
        assertThat(decoded(job).verificationQueries().getFirst().sql()).isEqualTo("select $$a$$ || $(b)");
    }

    @Test
    void thePinWinsOverWhatWasSeen() throws Exception {
        var pin = "sha256:" + "a".repeat(64);

        assertThat(decoded(job("{}")).bundle().digest()).isEqualTo("sha256:digest");
        assertThat(decoded(job("{}")).bundle().pinned()).isFalse();
        assertThat(decoded(job("{bundle: {digest: '" + pin + "'}}")).bundle().digest())
                .isEqualTo(pin);
        assertThat(decoded(job("{bundle: {digest: '" + pin + "'}}")).bundle().pinned())
                .isTrue();
    }

    @Test
    void everyFolderThatIsMountedHasItsVolume() {
        var job = job("{bundle: {configMap: null, image: {reference: 'shop/bundle:1'}}}");
        var volumes = pod(job).getVolumes().stream().map(Volume::getName).toList();

        assertThat(pod(job).getContainers())
                .allSatisfy(container -> assertThat(container.getVolumeMounts())
                        .allSatisfy(mount -> assertThat(volumes).contains(mount.getName())));
        assertThat(pod(job).getInitContainers())
                .allSatisfy(container -> assertThat(container.getVolumeMounts())
                        .allSatisfy(mount -> assertThat(volumes).contains(mount.getName())));
        assertThat(runner(job).getVolumeMounts())
                .anySatisfy(mount -> assertThat(mount.getMountPath()).isEqualTo(RunnerFiles.BACKUP));
    }
}
