package io.dbmigration.operator.app;

import static io.dbmigration.operator.testing.Results.applied;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A resource that this version cannot read, as an older or newer CRD would let pass. */
class UnreadableApiServerIT {

    private static final JSONSchemaProps ANYTHING = new JSONSchemaPropsBuilder()
            .withType("object")
            .withXKubernetesPreserveUnknownFields(true)
            .build();

    @Test
    void stopsNoOther() {
        try (var server = new RealApiServer();
                var client = RealApiServer.newClient()) {
            var shop = new Shop(server.client(), server.namespace());
            withoutSchema(server.client());
            try {
                create(server, "before");
                var operator = shop.operator(client);
                try {
                    create(server, "after");
                    shop.bundle("good", "create table a()");
                    shop.migration("good", "good");
                    shop.ends("good", 1, applied("sha256:" + "1".repeat(64), "20240101_a"));
                    shop.awaitPhase("good", "Applied");
                    await().atMost(Shop.SOON)
                            .untilAsserted(() -> assertThat(told(server)).contains("before", "after"));
                    assertThat(shop.jobs("before")).isEmpty();

                    for (var name : List.of("before", "after")) {
                        migration(server, name).delete();
                        await("let go, although it holds the finalizer of a run")
                                .atMost(Shop.SOON)
                                .until(() -> migration(server, name).get() == null);
                    }
                } finally {
                    operator.stop();
                }
            } finally {
                withSchema(server.client());
            }
        }
    }

    private static Resource<GenericKubernetesResource> migration(RealApiServer server, String name) {
        return server.client()
                .genericKubernetesResources("dbmigration.io/v1beta1", "DatabaseMigration")
                .inNamespace(server.namespace())
                .withName(name);
    }

    private static List<String> told(RealApiServer server) {
        return server.client().v1().events().inNamespace(server.namespace()).list().getItems().stream()
                .filter(event -> "SpecUnreadable".equals(event.getReason()))
                .map(Event::getInvolvedObject)
                .map(about -> about.getName())
                .toList();
    }

    /** A list where an object belongs, a text where a number does. */
    private static void create(RealApiServer server, String name) {
        var text = """
                apiVersion: dbmigration.io/v1beta1
                kind: DatabaseMigration
                metadata: {name: %s, namespace: %s, finalizers: [dbmigration.io/run-under-way]}
                spec: {database: [1, 2], bundle: {configMap: {name: small}}, backup: 7, job: {historyLimit: many}}
                """;
        var resource =
                Serialization.unmarshal(text.formatted(name, server.namespace()), GenericKubernetesResource.class);
        // The API server takes a moment until it judges by the new schema.
        await().atMost(Shop.SOON)
                .ignoreExceptionsMatching(KubernetesClientException.class::isInstance)
                .until(() -> server.client().resource(resource).create() != null);
    }

    private static void withoutSchema(KubernetesClient client) {
        var crd = migrations();
        crd.getSpec()
                .getVersions()
                .forEach(version ->
                        version.getSchema().getOpenAPIV3Schema().getProperties().put("spec", ANYTHING));
        client.resource(crd).forceConflicts().serverSideApply();
    }

    private static void withSchema(KubernetesClient client) {
        client.resource(migrations()).forceConflicts().serverSideApply();
    }

    private static CustomResourceDefinition migrations() {
        return RealApiServer.crds().stream()
                .filter(crd -> crd.getMetadata().getName().equals("databasemigrations.dbmigration.io"))
                .findFirst()
                .orElseThrow();
    }
}
