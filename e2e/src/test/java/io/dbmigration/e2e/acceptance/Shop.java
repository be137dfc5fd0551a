package io.dbmigration.e2e.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmigration.api.DatabaseMigration;
import io.dbmigration.api.DatabaseMigrationStatus;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** One team's corner of the cluster: a name, and under that name a Secret, a bundle, a DatabaseMigration. */
final class Shop {

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final KubernetesClient client;
    private final String namespace;
    private final String name;

    Shop(KubernetesClient client, String namespace, String name) {
        this.client = client;
        this.namespace = namespace;
        this.name = name;
    }

    String name() {
        return name;
    }

    String namespace() {
        return namespace;
    }

    /** The Secret of that name with the key {@code DATABASE_URL}. */
    void secret(String url) {
        secret(name, Map.of("DATABASE_URL", url));
    }

    /** Another one. */
    void secret(String secret, Map<String, String> content) {
        client.resource(new SecretBuilder()
                        .withMetadata(new ObjectMetaBuilder()
                                .withNamespace(namespace)
                                .withName(secret)
                                .build())
                        .withStringData(content)
                        .build())
                .createOr(NonDeletingOperation::update);
    }

    /** The labelled ConfigMap of that name. */
    void bundle(TestBundle bundle) {
        client.resource(new ConfigMapBuilder()
                        .withMetadata(new ObjectMetaBuilder()
                                .withNamespace(namespace)
                                .withName(name)
                                .withLabels(Map.of("dbmigration.io/bundle", "true"))
                                .build())
                        .withData(bundle.keys())
                        .build())
                .createOr(NonDeletingOperation::update);
    }

    /** Applies the resource with these lines under {@code spec}; what is not said is as in {@link #usual}. */
    void migration(String spec) {
        client.resource(manifest(spec)).fieldManager("person").forceConflicts().serverSideApply();
    }

    /** As {@link #migration}, but what is not said goes: a bundle has exactly one source. */
    void replace(String spec) {
        var replacement = client.getKubernetesSerialization().unmarshal(manifest(spec), DatabaseMigration.class);
        client.resources(DatabaseMigration.class)
                .inNamespace(namespace)
                .withName(name)
                .edit(present -> {
                    present.setSpec(replacement.getSpec());
                    return present;
                });
    }

    private String manifest(String spec) {
        return """
                apiVersion: dbmigration.io/v1beta1
                kind: DatabaseMigration
                metadata: {name: %s, namespace: %s}
                spec:
                %s
                """.formatted(name, namespace, spec.indent(2));
    }

    /** Secret, bundle and claim of the usual names, then what the test adds. */
    String usual(String more) {
        return usualWithStorage("{persistentVolumeClaim: {claimName: backups}}") + more;
    }

    /** As {@link #usual}, with backups in another storage. */
    String usualWithStorage(String storage) {
        return """
                database: {urlFrom: {secretKeyRef: {name: %1$s, key: DATABASE_URL}}}
                bundle: {configMap: {name: %1$s}}
                backup: {storage: %2$s}
                """.formatted(name, storage);
    }

    /** Asks for something about this migration. */
    Request request(String kind, String request, String spec) {
        return create(kind, request, "databaseMigrationRef: {name: " + name + "}\n" + spec);
    }

    Request restore(String request, String spec) {
        return create("DatabaseRestore", request, spec);
    }

    private Request create(String kind, String request, String spec) {
        client.resource("""
                        apiVersion: dbmigration.io/v1beta1
                        kind: %s
                        metadata: {name: %s, namespace: %s}
                        spec:
                        %s
                        """.formatted(kind, request, namespace, spec.indent(2))).create();
        return new Request(client, kind, namespace, request);
    }

    void annotate(String key, String value) {
        client.resources(DatabaseMigration.class)
                .inNamespace(namespace)
                .withName(name)
                .edit(migration -> {
                    migration.getMetadata().getAnnotations().put(key, value);
                    return migration;
                });
    }

    DatabaseMigration get() {
        return client.resources(DatabaseMigration.class)
                .inNamespace(namespace)
                .withName(name)
                .require();
    }

    void delete() {
        client.resources(DatabaseMigration.class)
                .inNamespace(namespace)
                .withName(name)
                .delete();
    }

    /** Hears every version of the resource that the API server shows. */
    Watch watch(Consumer<DatabaseMigration> hears) {
        return client.resources(DatabaseMigration.class)
                .inNamespace(namespace)
                .withName(name)
                .watch(new Watcher<>() {
                    @Override
                    public void eventReceived(Action action, DatabaseMigration migration) {
                        hears.accept(migration);
                    }

                    @Override
                    public void onClose(WatcherException closed) {}
                });
    }

    boolean exists() {
        return client.resources(DatabaseMigration.class)
                        .inNamespace(namespace)
                        .withName(name)
                        .get()
                != null;
    }

    /** Waits until the status is of the present generation and as wished. */
    DatabaseMigrationStatus await(String wish, Predicate<DatabaseMigrationStatus> wished) {
        return Awaitility.await(name + ": " + wish)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(300))
                .until(this::presentStatus, status -> status != null && wished.test(status));
    }

    DatabaseMigrationStatus awaitApplied(String head) {
        return await(
                "Applied at " + head,
                status -> "Applied".equals(status.phase()) && head.equals(status.headMigration()));
    }

    DatabaseMigrationStatus awaitReason(String phase, String reason) {
        return await(phase + ", " + reason, status -> phase.equals(status.phase()) && reason.equals(ready(status)));
    }

    private @Nullable DatabaseMigrationStatus presentStatus() {
        var migration = get();
        var status = migration.getStatus();
        return status != null && migration.getMetadata().getGeneration().equals(status.observedGeneration())
                ? status
                : null;
    }

    /** Reason of the condition Ready. */
    static @Nullable String ready(DatabaseMigrationStatus status) {
        return condition(status, "Ready", "reason");
    }

    static @Nullable String condition(DatabaseMigrationStatus status, String type, String field) {
        return status.conditions().stream()
                .filter(condition -> condition.getType().equals(type))
                .map(condition -> switch (field) {
                    case "status" -> condition.getStatus();
                    case "message" -> condition.getMessage();
                    default -> condition.getReason();
                })
                .findFirst()
                .orElse(null);
    }

    List<Job> jobs() {
        return client
                .batch()
                .v1()
                .jobs()
                .inNamespace(namespace)
                .withLabel("dbmigration.io/uid", get().getMetadata().getUid())
                .list()
                .getItems()
                .stream()
                .sorted(Comparator.comparing(
                        job -> Instant.parse(job.getMetadata().getCreationTimestamp())))
                .toList();
    }

    List<Pod> pods() {
        return client.pods()
                .inNamespace(namespace)
                .withLabel("dbmigration.io/uid", get().getMetadata().getUid())
                .list()
                .getItems();
    }

    List<String> eventReasons() {
        return client.v1().events().inNamespace(namespace).list().getItems().stream()
                .filter(event -> name.equals(event.getInvolvedObject().getName()))
                .map(Event::getReason)
                .toList();
    }

    /** The labelled ConfigMap of that name with one key of bytes as they are, beside the lock file. */
    void binary(String key, byte[] content) {
        client.resource(new ConfigMapBuilder()
                        .withMetadata(new ObjectMetaBuilder()
                                .withNamespace(namespace)
                                .withName(name)
                                .withLabels(Map.of("dbmigration.io/bundle", "true"))
                                .build())
                        .withData(
                                key.endsWith(".tgz")
                                        ? Map.of()
                                        : TestBundle.postgresql().keys())
                        .withBinaryData(Map.of(key, Base64.getEncoder().encodeToString(content)))
                        .build())
                .createOr(NonDeletingOperation::update);
    }

    void expectNoSecretIn(DatabaseMigrationStatus status, String secret) {
        assertThat(status.toString()).doesNotContain(secret);
    }
}
