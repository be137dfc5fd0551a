package io.dbmigration.e2e.acceptance;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.concurrent.TimeUnit;

/** The operator as users install it: the chart, with the images under test. */
final class InstalledOperator {

    private static final String NAMESPACE = "database-migration-operator";
    private static final String DEPLOYMENT = "database-migration-operator";

    private final KubernetesClient client;

    private InstalledOperator(KubernetesClient client) {
        this.client = client;
    }

    static InstalledOperator install(KubernetesClient client) {
        var operator = new InstalledOperator(client);
        operator.awaitReady();
        return operator;
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
