package io.dbmigration.operator.app;

import static org.awaitility.Awaitility.await;

import io.dbmigration.api.DatabaseMigration;
import io.dbmigration.contract.RunResult;
import io.dbmigration.operator.run.Marks;
import io.dbmigration.operator.testing.PlayedPods;
import io.dbmigration.operator.testing.Results;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** One namespace in which the test plays people and kubelet; scheduler, Job controller and API server are real. */
final class Shop {

    static final Duration SOON = Duration.ofSeconds(60);

    private final KubernetesClient client;
    private final String namespace;

    Shop(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    /** An operator of its own that watches this namespace only, without election. */
    RunningOperator operator(KubernetesClient own) {
        var config = new OperatorConfig(
                "runner.invalid/runner:1", "IfNotPresent", Set.of(namespace), 20, 65532L, 0440, 0, null, null);
        var operator = new RunningOperator(own, config, Clock.systemUTC(), () -> {});
        operator.start();
        return operator;
    }

    void bundle(String name, String script) {
        client.resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(namespace)
                        .withLabels(Map.of("dbmigration.io/bundle", "true"))
                        .endMetadata()
                        .withData(Map.of("migration_lock.toml", "provider = \"postgresql\"", "20240101_a.sql", script))
                        .build())
                .createOr(present -> present.update());
    }

    /** Nothing may run its pods but the test: no node has that label. */
    void migration(String name, String bundle) {
        var text = """
                apiVersion: dbmigration.io/v1beta1
                kind: DatabaseMigration
                metadata: {name: %s, namespace: %s}
                spec:
                  database: {urlFrom: {secretKeyRef: {name: db, key: URL}}}
                  bundle: {configMap: {name: %s}}
                  backup: {storage: {persistentVolumeClaim: {claimName: backups}}}
                  job: {nodeSelector: {dbmigration.io/played-by: a-test}}
                """;
        client.resource(Serialization.unmarshal(
                        text.formatted(name, namespace, bundle), GenericKubernetesResource.class))
                .create();
    }

    void patch(String name, String merge) {
        resource(name).patch(PatchContext.of(PatchType.JSON_MERGE), merge);
    }

    Resource<DatabaseMigration> resource(String name) {
        return client.resources(DatabaseMigration.class).inNamespace(namespace).withName(name);
    }

    Optional<DatabaseMigration> get(String name) {
        return Optional.ofNullable(resource(name).get());
    }

    /** Oldest first; those created within one second, which is all that the API server keeps, by UID. */
    List<String> byAge(String... migrations) {
        return Stream.of(migrations)
                .map(name -> resource(name).require().getMetadata())
                .sorted(Comparator.comparing(ObjectMeta::getCreationTimestamp).thenComparing(ObjectMeta::getUid))
                .map(ObjectMeta::getName)
                .toList();
    }

    /** Newest last. */
    List<Job> jobs(String migration) {
        return client.batch().v1().jobs().inNamespace(namespace).withLabel(Marks.UID_LABEL).list().getItems().stream()
                .filter(job -> job.getMetadata().getName().startsWith(migration + "-"))
                .sorted(Comparator.comparing(job -> job.getMetadata().getName()))
                .toList();
    }

    List<Pod> pods(String job) {
        return client.pods()
                .inNamespace(namespace)
                .withLabel(Marks.JOB_NAME_LABEL, job)
                .list()
                .getItems();
    }

    /** @param number of the run */
    Pod podOf(String migration, int number) {
        await().atMost(SOON)
                .until(() -> jobs(migration).stream()
                        .anyMatch(job -> isRun(job, number)
                                && !pods(job.getMetadata().getName()).isEmpty()));
        return jobs(migration).stream()
                .filter(job -> isRun(job, number))
                .flatMap(job -> pods(job.getMetadata().getName()).stream())
                .findFirst()
                .orElseThrow();
    }

    private static boolean isRun(Job job, int number) {
        return job.getMetadata().getName().endsWith("-" + number);
    }

    void begins(String migration, int number) {
        kubelet(podOf(migration, number), PlayedPods.running());
    }

    /** In a database of its own, unless the result names one. */
    void ends(String migration, int number, RunResult asked) {
        var result = asked.database().equals(Results.DATABASE) ? Results.of(migration, asked) : asked;
        var failed = result.outcome() == RunResult.Outcome.Failed;
        kubelet(
                podOf(migration, number),
                PlayedPods.ended(failed ? "Error" : "Completed", failed ? 1 : 0, Results.json(result), Instant.now()));
    }

    void kubelet(Pod pod, PodStatus status) {
        client.pods()
                .inNamespace(namespace)
                .withName(pod.getMetadata().getName())
                .editStatus(present -> {
                    present.setStatus(status);
                    return present;
                });
    }

    void awaitPhase(String migration, String phase) {
        await().atMost(SOON)
                .until(() -> get(migration)
                        .map(DatabaseMigration::getStatus)
                        .filter(status -> phase.equals(status.phase()))
                        .isPresent());
    }

    void awaitReason(String migration, String reason) {
        await().atMost(SOON)
                .until(() -> get(migration)
                        .map(DatabaseMigration::getStatus)
                        .filter(status -> status.conditions() != null
                                && status.conditions().stream()
                                        .anyMatch(condition -> reason.equals(condition.getReason())))
                        .isPresent());
    }
}
