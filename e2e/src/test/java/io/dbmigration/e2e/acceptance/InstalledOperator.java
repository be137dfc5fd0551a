package io.dbmigration.e2e.acceptance;

import io.dbmigration.e2e.InstallChart;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The operator as users install it: the chart, with the images under test. */
final class InstalledOperator {

    private static final Path CHART = Path.of("..", "helm", "database-migration-operator");
    private static final String NAMESPACE = "database-migration-operator";
    private static final String DEPLOYMENT = "database-migration-operator";

    private final KubernetesClient client;

    private InstalledOperator(KubernetesClient client) {
        this.client = client;
    }

    static InstalledOperator install(KubernetesClient client, Path kubeconfig) {
        var values = new ArrayList<String>();
        values.addAll(image("image", Kubeconfig.environment("DBMIGRATION_OPERATOR_IMAGE")));
        values.addAll(image("runner.image", Kubeconfig.environment("DBMIGRATION_RUNNER_IMAGE")));
        new InstallChart(CHART, kubeconfig, NAMESPACE).install(values);
        return new InstalledOperator(client);
    }

    private static List<String> image(String prefix, String reference) {
        var tag = reference.lastIndexOf(':');
        return List.of(
                prefix + ".repository=" + reference.substring(0, tag), prefix + ".tag=" + reference.substring(tag + 1));
    }

    void kill() {
        client.pods()
                .inNamespace(NAMESPACE)
                .withLabel("app.kubernetes.io/name", DEPLOYMENT)
                .withGracePeriod(0)
                .delete();
    }

    void awaitReady() {
        client.apps().deployments().inNamespace(NAMESPACE).withName(DEPLOYMENT).waitUntilReady(2, TimeUnit.MINUTES);
    }
}
