package io.dbmigration.e2e.acceptance;

import io.dbmigration.api.DatabaseBackup;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * The cluster under test, prepared once for all tests of a run: the operator from the chart and the images as shipped, a namespace
 * with a claim for backups, and the servers of {@link TestServers}.
 */
final class Cluster {

    /** The local cluster's class of volumes that are really no larger than asked for. */
    private static final String SIZED = "local-sized";

    /** Knows a kubectl and the kubeconfig. */
    private static final String KUBECTL = "cluster/cluster";

    private static final Cluster INSTANCE = new Cluster();

    private final KubernetesClient client;
    private final InstalledOperator operator;
    private final TestServers servers;
    private final String namespace;
    private final Map<String, TestDatabase> databases = new HashMap<>();
    private @Nullable TestBucket bucket;

    private Cluster() {
        var kubeconfig = Kubeconfig.ofTheClusterUnderTest();
        client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(kubeconfig))
                .build();
        namespace = newNamespace();
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> client.namespaces().withName(namespace).delete()));
        claim("backups", "", "2Gi");
        if (hasSizedVolumes()) {
            claim("tiny", "storageClassName: " + SIZED, "1Mi");
        }
        operator = InstalledOperator.install(client, kubeconfig.toPath());
        servers = TestServers.start(client, namespace, Kubeconfig.environment("DBMIGRATION_POSTGRES_IMAGE"));
    }

    static Cluster get() {
        return INSTANCE;
    }

    Shop shop(String name) {
        return new Shop(client, namespace, name);
    }

    /** A new database of that name with an owner of its own. */
    TestDatabase database(String name) {
        return databases.computeIfAbsent(name, servers::newDatabase);
    }

    void mayCreateDatabases(TestDatabase database) {
        servers.mayCreateDatabases(database);
    }

    TestDatabase known(String name) {
        return databases.get(name);
    }

    boolean exists(Shop shop) {
        return shop.exists();
    }

    List<DatabaseBackup> receiptsOf(Shop shop) {
        return client.resources(DatabaseBackup.class).inNamespace(namespace).list().getItems().stream()
                .filter(receipt -> shop.name()
                        .equals(receipt.getSpec().databaseMigrationRef().name()))
                .toList();
    }

    /** As if the cluster had been lost with them; their files stay. */
    void forgetReceiptsOf(Shop shop) {
        receiptsOf(shop).forEach(receipt -> client.resource(receipt).delete());
    }

    /** As if its node had lost power: no grace. */
    void killOperator() {
        operator.kill();
    }

    void awaitOperator() {
        operator.awaitReady();
    }

    void kill(Pod pod) {
        client.resource(pod).withGracePeriod(0).delete();
    }

    void evict(Pod pod) {
        client.pods()
                .inNamespace(namespace)
                .withName(pod.getMetadata().getName())
                .evict();
    }

    void delete(Job job) {
        client.resource(job).delete();
    }

    /** The real program, as pipelines call it, in the tests' namespace; it must succeed. */
    void kubectl(String... arguments) {
        var command = new ArrayList<>(List.of(KUBECTL, "kubectl", "--namespace", namespace));
        command.addAll(List.of(arguments));
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(command + ": " + said);
            }
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }

    /** The plugin as people call it, in the tests' namespace, with the real kubectl. */
    Plugin plugin() {
        return new Plugin(namespace);
    }

    /** Makes a claim, and runs a shell once that sees it at {@code /claim}. */
    void writeToClaim(String claim, String script) {
        claim(claim, "", "10Mi");
        servers.runWithClaim(claim, script);
    }

    /** A real S3 server with an empty bucket, and the Secret with its keys. */
    TestBucket bucket() {
        if (bucket == null) {
            bucket = TestBucket.start(client, namespace);
        }
        return bucket;
    }

    List<Pod> podsLeftBy(String migration) {
        return client.pods()
                .inNamespace(namespace)
                .withLabel("dbmigration.io/name", migration)
                .list()
                .getItems();
    }

    void await(String what, Callable<Boolean> condition) {
        Awaitility.await(what)
                .atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(200))
                .until(condition);
    }

    boolean hasSizedVolumes() {
        return client.storage().v1().storageClasses().withName(SIZED).get() != null;
    }

    private String newNamespace() {
        return client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withGenerateName("acceptance-")
                        .withLabels(Map.of("pod-security.kubernetes.io/enforce", "restricted"))
                        .endMetadata()
                        .build())
                .create()
                .getMetadata()
                .getName();
    }

    private void claim(String name, String storageClass, String size) {
        client.resource("""
                        apiVersion: v1
                        kind: PersistentVolumeClaim
                        metadata: {name: %s, namespace: %s}
                        spec:
                          accessModes: [ReadWriteOnce]
                          %s
                          resources: {requests: {storage: %s}}
                        """.formatted(name, namespace, storageClass, size)).create();
    }
}
