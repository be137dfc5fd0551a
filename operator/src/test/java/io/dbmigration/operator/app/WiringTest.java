package io.dbmigration.operator.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dbmigration.operator.run.Marks;
import io.dbmigration.operator.testing.Asked;
import io.dbmigration.operator.testing.Migrations;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From the informers to the Job. The server here cannot apply statuses, so each story ends with its first Job. */
class WiringTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final Patches patches = new Patches();
    private final KubernetesMockServer server =
            new KubernetesMockServer(new Context(), new MockWebServer(), new HashMap<>(), patches, true);
    private KubernetesClient client;
    private RunningOperator operator;

    @BeforeEach
    void start() {
        server.init();
        client = server.createClient();
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName("kube-system")
                        .endMetadata()
                        .build())
                .create();
        client.resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("bundle")
                        .withNamespace(Migrations.NAMESPACE)
                        .addToLabels("dbmigration.io/bundle", "true")
                        .endMetadata()
                        .addToData("20240101_a.sql", "create table a()")
                        .build())
                .create();
        var config =
                new OperatorConfig("runner:1", null, Set.of(Migrations.NAMESPACE), 20, 65532L, 0440, 0, null, null);
        operator = new RunningOperator(client, config, Clock.systemUTC(), () -> {});
    }

    @AfterEach
    void stop() {
        operator.stop();
        client.close();
        server.destroy();
    }

    private List<String> kindsOfJobs() {
        return client.batch().v1().jobs().inNamespace(Migrations.NAMESPACE).list().getItems().stream()
                .map(Job::getMetadata)
                .map(metadata -> metadata.getLabels().get(Marks.KIND_LABEL))
                .toList();
    }

    private void awaitJob(String kind) {
        await().atMost(SOON).untilAsserted(() -> assertThat(kindsOfJobs()).containsExactly(kind));
    }

    @Test
    void aRequestThatWaitsForItsResourceGoesBeforeTheFirstDeploy() {
        client.resource(Asked.resolution("fix", "RolledBack", 1)).create();
        operator.start();
        client.resource(Migrations.basefly()).create();

        awaitJob("Resolve");
    }

    @Test
    void aRequestWithoutItsResourceIsToldSo() {
        client.resource(Asked.rollback("undo", 1)).create();
        operator.start();

        await().atMost(SOON).until(() -> isTold("/migrationrollbacks/undo/status", "DatabaseMigrationNotFound"));
    }

    private boolean isTold(String path, String reason) {
        return patches.seen.stream().anyMatch(patch -> patch.contains(path) && patch.contains(reason));
    }

    /** Keeps what was asked for: the server empties the body of a request while it answers. */
    private static final class Patches extends KubernetesCrudDispatcher {

        private final Queue<String> seen = new ConcurrentLinkedQueue<>();

        @Override
        public MockResponse handlePatch(RecordedRequest request) {
            seen.add(request.getPath() + " " + new String(request.getBody().getBytes(), StandardCharsets.UTF_8));
            return super.handlePatch(request);
        }
    }

    @Test
    void aRestoreIsFoundThroughItsReceiptInWhateverOrderTheyCome() {
        client.resource(Asked.restore("back", "receipt", "", 1)).create();
        client.resource(Asked.receipt("receipt", "a/b")).create();
        client.resource(Migrations.basefly()).create();
        operator.start();

        awaitJob("Restore");
    }
}
