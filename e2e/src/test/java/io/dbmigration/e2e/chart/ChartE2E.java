package io.dbmigration.e2e.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.marcnuri.helm.Helm;
import io.dbmigration.e2e.acceptance.Kubeconfig;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A second release, for one namespace only, beside the operator that the other tests use. */
class ChartE2E {

    private static final String RELEASE = "second";
    private static final String DEPLOYMENT = "second-database-migration-operator";
    private static final int TIMEOUT_SECONDS = 120;

    private final Path kubeconfig = Kubeconfig.ofTheClusterUnderTest().toPath();
    private final KubernetesClient client = new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(kubeconfig.toFile()))
            .build();
    private String namespace;

    @BeforeEach
    void aNamespaceThatEnforcesRestrictedPods() {
        namespace = client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withGenerateName("chart-")
                        .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                        .endMetadata()
                        .build())
                .create()
                .getMetadata()
                .getName();
    }

    @AfterEach
    void close() {
        client.namespaces().withName(namespace).delete();
        client.close();
    }

    @Test
    void isReadyWithRightsInOneNamespaceAndGoesWithoutALeftover() {
        install(1);
        install(2);
        assertThat(available()).isEqualTo(2);

        uninstall();

        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(
                                client.pods().inNamespace(namespace).list().getItems())
                        .isEmpty());
        assertThat(client.rbac()
                        .clusterRoles()
                        .withName(namespace + ":" + DEPLOYMENT)
                        .get())
                .isNull();
        assertThat(client.apiextensions()
                        .v1()
                        .customResourceDefinitions()
                        .list()
                        .getItems())
                .extracting(crd -> crd.getMetadata().getName())
                .contains("databasemigrations.dbmigration.io", "databasebackups.dbmigration.io");
    }

    private void install(int replicas) {
        var image = Kubeconfig.environment("DBMIGRATION_OPERATOR_IMAGE");
        var tag = image.lastIndexOf(':');
        new Helm(Chart.FOLDER)
                .upgrade()
                .install()
                .waitReady()
                .withTimeout(TIMEOUT_SECONDS)
                .withName(RELEASE)
                .withNamespace(namespace)
                .withKubeConfig(kubeconfig)
                .set("image.repository", image.substring(0, tag))
                .set("image.tag", image.substring(tag + 1))
                .set("watchNamespaces[0]", namespace)
                .set("crds.install", "false")
                .set("replicas", String.valueOf(replicas))
                .call();
    }

    private void uninstall() {
        Helm.uninstall(RELEASE)
                .withNamespace(namespace)
                .withKubeConfig(kubeconfig)
                .call();
    }

    private int available() {
        return client.apps()
                .deployments()
                .inNamespace(namespace)
                .withName(DEPLOYMENT)
                .get()
                .getStatus()
                .getAvailableReplicas();
    }
}
