package io.dbmigration.operator.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmigration.operator.bundle.BundleSource;
import io.dbmigration.operator.run.JobFactory;
import io.dbmigration.operator.run.RunPlan;
import io.dbmigration.operator.run.RunnerSettings;
import io.dbmigration.operator.run.Wish;
import io.dbmigration.operator.testing.Migrations;
import io.dbmigration.operator.testing.MovableClock;
import io.dbmigration.operator.testing.PlayedPods;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a deleted resource has left. */
@EnableKubernetesMockClient
class OrphanSweepTest {

    KubernetesMockServer server;
    KubernetesClient client;

    @Test
    void onePodThatMayNotBeTouchedKeepsNoneOfTheOthers() throws InterruptedException {
        client.getConfiguration().setRequestRetryBackoffLimit(0);
        var locked = ended("locked");
        var free = ended("free");
        answers(locked, 403);
        answers(free, 200);

        new OrphanSweep(client, new Finalizers(client), List::of, () -> List.of(locked, free))
                .sweep(Migrations.basefly());

        assertThat(List.of(patched(), patched()))
                .satisfiesExactly(
                        path -> assertThat(path).contains("/locked/"),
                        path -> assertThat(path).contains("/free/"));
    }

    private Pod ended(String namespace) {
        var basefly = Migrations.basefly();
        var source = new BundleSource.Found("sha256:a", null, List.of("a.sql"), true);
        var plan = new RunPlan(basefly, source, Wish.of(basefly, source), 1, 1, null, null, List.of(), false);
        var pod =
                PlayedPods.of(new JobFactory(new RunnerSettings("runner:1", null, null, 0440, "cluster")).jobOf(plan));
        pod.getMetadata().setNamespace(namespace);
        pod.getMetadata().setResourceVersion("7");
        pod.setStatus(PlayedPods.ended("Completed", 0, "", new MovableClock().instant()));
        return pod;
    }

    private void answers(Pod pod, int toPatch) {
        var metadata = pod.getMetadata();
        var path = "/api/v1/namespaces/" + metadata.getNamespace() + "/pods/" + metadata.getName();
        server.expect().get().withPath(path).andReturn(200, pod).always();
        server.expect()
                .patch()
                .withPath(path)
                .andReturn(
                        toPatch,
                        toPatch == 200
                                ? pod
                                : new StatusBuilder().withCode(toPatch).build())
                .always();
    }

    private String patched() throws InterruptedException {
        var request = server.takeRequest();
        while (!"PATCH".equals(request.getMethod())) {
            request = server.takeRequest();
        }
        return request.getPath();
    }
}
