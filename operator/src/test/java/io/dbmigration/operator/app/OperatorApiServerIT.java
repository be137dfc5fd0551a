package io.dbmigration.operator.app;

import static io.dbmigration.operator.testing.Results.applied;
import static io.dbmigration.operator.testing.Results.failed;
import static io.dbmigration.operator.testing.Results.upToDate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dbmigration.api.DatabaseBackup;
import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunResult;
import io.dbmigration.operator.testing.PlayedPods;
import io.dbmigration.operator.testing.Results;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole operator on a real API server with a real Job controller. */
class OperatorApiServerIT {

    private static final RunResult APPLIED = applied("sha256:" + "1".repeat(64), "20240101_a");

    private static RealApiServer server;
    private static Shop shop;

    private KubernetesClient client;
    private RunningOperator operator;

    @BeforeAll
    static void connect() {
        server = new RealApiServer();
        shop = new Shop(server.client(), server.namespace());
    }

    @AfterAll
    static void disconnect() {
        server.close();
    }

    @BeforeEach
    void start() {
        client = RealApiServer.newClient();
        operator = shop.operator(client);
    }

    @AfterEach
    void stop() {
        operator.stop();
        client.close();
    }

    /** As kill -9: nothing is finished or released, the connections are gone. */
    private void killAndStartAnother() {
        client.close();
        start();
    }

    @Test
    void aResourceBecomesAJobItsResultTheStatusAndItsBackupAReceipt() {
        shop.bundle("whole", "create table a()");
        shop.migration("whole", "whole");
        shop.begins("whole", 1);
        shop.ends("whole", 1, APPLIED);
        shop.awaitPhase("whole", "Applied");

        var status = shop.get("whole").orElseThrow().getStatus();
        assertThat(status.headMigration()).isEqualTo("20240101_a");
        assertThat(status.observedGeneration()).isEqualTo(1);
        var job = shop.jobs("whole").getFirst().getMetadata().getName();
        await().atMost(Shop.SOON).untilAsserted(() -> {
            var receipt = server.client()
                    .resources(DatabaseBackup.class)
                    .inNamespace(server.namespace())
                    .withName(job)
                    .get();
            assertThat(receipt.getStatus().size()).isEqualTo(4096);
        });
        await().atMost(Shop.SOON).untilAsserted(() -> {
            assertThat(shop.pods(job))
                    .allSatisfy(pod ->
                            assertThat(pod.getMetadata().getFinalizers()).doesNotContain("dbmigration.io/result"));
            assertThat(shop.get("whole").orElseThrow().getMetadata().getFinalizers())
                    .isEmpty();
        });
        assertThat(eventsOf("whole")).contains("Starting", "Applied");
    }

    private List<String> eventsOf(String migration) {
        return server.client().v1().events().inNamespace(server.namespace()).list().getItems().stream()
                .filter(event -> migration.equals(event.getInvolvedObject().getName()))
                .map(Event::getReason)
                .toList();
    }

    @Test
    void anOperatorThatIsKilledStartsNoSecondRunAndMissesNoResult() {
        shop.bundle("killed", "create table a()");
        shop.migration("killed", "killed");
        shop.begins("killed", 1);
        killAndStartAnother();
        client.close();
        shop.ends("killed", 1, APPLIED);
        start();

        shop.awaitPhase("killed", "Applied");
        assertThat(shop.jobs("killed")).hasSize(1);
    }

    @Test
    void bundleAThenBThenARunsEachTimeAfterAnEditOfTheConfigMapAlone() {
        shop.bundle("aba", "create table a()");
        shop.migration("aba", "aba");
        shop.ends("aba", 1, APPLIED);
        shop.awaitPhase("aba", "Applied");
        shop.bundle("aba", "create table b()");
        shop.ends("aba", 2, APPLIED);
        shop.awaitPhase("aba", "Applied");
        shop.bundle("aba", "create table a()");
        shop.ends("aba", 3, upToDate());

        shop.awaitReason("aba", "UpToDate");
        assertThat(shop.jobs("aba")).hasSize(3);
    }

    @Test
    void theRetryAnnotationStartsOverWhatHasFailed() {
        shop.bundle("retry", "create table a()");
        shop.migration("retry", "retry");
        shop.ends("retry", 1, failed(Reason.MIGRATION_FAILED));
        shop.awaitPhase("retry", "Failed");

        shop.patch("retry", "{\"metadata\":{\"annotations\":{\"dbmigration.io/retry-requested\":\"2026-02-01\"}}}");
        shop.ends("retry", 2, APPLIED);

        shop.awaitPhase("retry", "Applied");
    }

    @Test
    void aSuspendedResourceStartsNothingUntilItIsResumed() {
        shop.bundle("paused", "create table a()");
        shop.migration("paused", "nothing-yet");
        shop.awaitReason("paused", "BundleNotFound");
        shop.patch("paused", "{\"spec\":{\"suspend\":true,\"bundle\":{\"configMap\":{\"name\":\"paused\"}}}}");
        shop.awaitPhase("paused", "Suspended");
        assertThat(shop.jobs("paused")).isEmpty();

        shop.patch("paused", "{\"spec\":{\"suspend\":false}}");
        shop.ends("paused", 1, APPLIED);
        shop.awaitPhase("paused", "Applied");
    }

    @Test
    void deletionWaitsForTheRunAndThenLeavesNoJob() {
        shop.bundle("deleted", "create table a()");
        shop.migration("deleted", "deleted");
        shop.begins("deleted", 1);
        shop.awaitPhase("deleted", "Running");
        shop.resource("deleted").delete();
        shop.patch("deleted", "{\"metadata\":{\"annotations\":{\"seen\":\"yes\"}}}");
        assertThat(shop.get("deleted").orElseThrow().getMetadata().getFinalizers())
                .contains("dbmigration.io/run-under-way");

        shop.ends("deleted", 1, APPLIED);

        await().atMost(Shop.SOON).until(() -> shop.get("deleted").isEmpty());
        await().atMost(Shop.SOON).until(() -> shop.jobs("deleted").isEmpty());
        assertThat(eventsOf("deleted")).contains("Applied");
    }

    @Test
    void aRunThatNeverStartedIsReplacedAtOnceWhenTheWishChanges() {
        shop.bundle("unstarted", "create table a()");
        shop.migration("unstarted", "unstarted");
        shop.podOf("unstarted", 1);

        shop.bundle("unstarted", "create table b()");
        shop.ends("unstarted", 2, APPLIED);

        shop.awaitPhase("unstarted", "Applied");
        assertThat(shop.jobs("unstarted")).hasSize(1);
    }

    @Test
    void aJobDeletedInTheMiddleLosesNoResultAndStartsNoSecondRunner() {
        shop.bundle("cut", "create table a()");
        shop.migration("cut", "cut");
        shop.begins("cut", 1);
        shop.awaitPhase("cut", "Running");
        var pod = shop.podOf("cut", 1);
        server.client().resource(shop.jobs("cut").getFirst()).delete();
        await().atMost(Shop.SOON).until(() -> shop.jobs("cut").isEmpty());
        await().atMost(Shop.SOON).until(() -> isBeingDeleted(pod));
        assertThat(shop.get("cut").orElseThrow().getStatus().phase()).isEqualTo("Running");

        shop.kubelet(pod, PlayedPods.ended("Error", 143, Results.json(failed(Reason.INTERRUPTED)), Instant.now()));

        shop.ends("cut", 2, APPLIED);
        shop.awaitPhase("cut", "Applied");
        assertThat(eventsOf("cut")).contains("Interrupted");
    }

    @Test
    void theYoungerOfTwoResourcesForOneDatabaseIsBlockedUntilTheOlderGoes() {
        shop.bundle("twins", "create table a()");
        shop.migration("twin-a", "twins");
        shop.ends("twin-a", 1, Results.of("same", APPLIED));
        shop.awaitPhase("twin-a", "Applied");
        shop.migration("twin-b", "twins");
        shop.ends("twin-b", 1, Results.of("same", APPLIED));
        var byAge = shop.byAge("twin-a", "twin-b");
        shop.awaitReason(byAge.getLast(), "DuplicateTarget");

        shop.resource(byAge.getFirst()).delete();

        shop.awaitPhase(byAge.getLast(), "Applied");
    }

    private static boolean isBeingDeleted(Pod pod) {
        var present = server.client().pods().resource(pod).get();
        return present != null && present.getMetadata().getDeletionTimestamp() != null;
    }
}
