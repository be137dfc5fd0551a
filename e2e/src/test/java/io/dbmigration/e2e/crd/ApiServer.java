package io.dbmigration.e2e.crd;

import io.dbmigration.e2e.acceptance.Kubeconfig;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The API server under test with our CRDs, and a namespace that goes with the test class. */
final class ApiServer implements AutoCloseable {

    static final Path CRDS = Path.of("..", "crds");

    private static final String RELEASE = "database-migration-operator";

    private final KubernetesClient client;
    private final String namespace;

    ApiServer() throws IOException {
        client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(Kubeconfig.ofTheClusterUnderTest()))
                .build();
        for (var file : files(CRDS, ".yaml")) {
            apply(Serialization.unmarshal(Files.readString(file), CustomResourceDefinition.class));
        }
        namespace = client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withGenerateName("crds-")
                        .endMetadata()
                        .build())
                .create()
                .getMetadata()
                .getName();
    }

    /** Asks whether it would be created, unknown fields refused as kubectl does. */
    void tryToCreate(Path file) throws IOException {
        var resource = Serialization.unmarshal(Files.readString(file), GenericKubernetesResource.class);
        client.resource(resource)
                .inNamespace(namespace)
                .dryRun()
                .fieldValidation(Validation.STRICT)
                .create();
    }

    KubernetesClient client() {
        return client;
    }

    String namespace() {
        return namespace;
    }

    <T extends HasMetadata> T create(T resource) {
        return client.resource(resource).inNamespace(namespace).create();
    }

    static List<Path> files(Path folder, String suffix) throws IOException {
        try (var found = Files.list(folder)) {
            return found.filter(file -> file.getFileName().toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }

    @Override
    public void close() {
        client.namespaces().withName(namespace).delete();
        client.close();
    }

    private void apply(CustomResourceDefinition generated) {
        var crd = asTheChartOwnsIt(generated);
        client.resource(crd).forceConflicts().fieldManager("tests").serverSideApply();
        client.resource(crd).waitUntilCondition(ApiServer::isEstablished, 1, TimeUnit.MINUTES);
    }

    /** Otherwise Helm would refuse to install the operator for the tests that come after. */
    private static CustomResourceDefinition asTheChartOwnsIt(CustomResourceDefinition crd) {
        return crd.edit()
                .editMetadata()
                .addToLabels("app.kubernetes.io/managed-by", "Helm")
                .addToAnnotations("meta.helm.sh/release-name", RELEASE)
                .addToAnnotations("meta.helm.sh/release-namespace", RELEASE)
                .addToAnnotations("helm.sh/resource-policy", "keep")
                .endMetadata()
                .build();
    }

    private static boolean isEstablished(CustomResourceDefinition crd) {
        return crd != null
                && crd.getStatus() != null
                && crd.getStatus().getConditions() != null
                && crd.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Established")
                                && condition.getStatus().equals("True"));
    }
}
