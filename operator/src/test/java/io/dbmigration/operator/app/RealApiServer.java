package io.dbmigration.operator.app;

import io.dbmigration.operator.reconcile.TolerantDecoding;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The API server of {@code DBMIGRATION_KUBECONFIG} with our CRDs, and a namespace that goes with the test. */
final class RealApiServer implements AutoCloseable {

    private static final Path CRDS = Path.of("..", "crds");

    private final KubernetesClient client = newClient();
    private final List<Deployment> others;
    private final String namespace;

    RealApiServer() {
        crds().forEach(crd -> client.resource(crd).forceConflicts().serverSideApply());
        crds().forEach(crd ->
                client.resource(crd).waitUntilCondition(RealApiServer::isEstablished, 30, TimeUnit.SECONDS));
        others = client.apps()
                .deployments()
                .inAnyNamespace()
                .withLabel("app.kubernetes.io/name", "database-migration-operator")
                .list()
                .getItems();
        // Another operator that watches all namespaces would take part.
        others.forEach(other -> client.resource(other).scale(0));
        namespace = client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withGenerateName("operator-it-")
                        .endMetadata()
                        .build())
                .create()
                .getMetadata()
                .getName();
    }

    /** A client as the operator has it. */
    static KubernetesClient newClient() {
        var kubeconfig = System.getenv("DBMIGRATION_KUBECONFIG");
        if (kubeconfig == null || kubeconfig.isBlank()) {
            throw new IllegalStateException("DBMIGRATION_KUBECONFIG is not set: run these tests by `make test`");
        }
        return new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(new File(kubeconfig)))
                .withKubernetesSerialization(TolerantDecoding.serialization())
                .build();
    }

    static List<CustomResourceDefinition> crds() {
        try (var files = Files.list(CRDS)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .map(RealApiServer::read)
                    .map(text -> Serialization.unmarshal(text, CustomResourceDefinition.class))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isEstablished(CustomResourceDefinition crd) {
        return crd != null
                && crd.getStatus() != null
                && crd.getStatus().getConditions() != null
                && crd.getStatus().getConditions().stream()
                        .anyMatch(condition ->
                                "Established".equals(condition.getType()) && "True".equals(condition.getStatus()));
    }

    KubernetesClient client() {
        return client;
    }

    String namespace() {
        return namespace;
    }

    @Override
    public void close() {
        new FinalizerRemoval(client).run(java.util.Set.of(namespace));
        client.namespaces().withName(namespace).delete();
        others.forEach(other -> client.resource(other).scale(other.getSpec().getReplicas()));
        client.close();
    }
}
