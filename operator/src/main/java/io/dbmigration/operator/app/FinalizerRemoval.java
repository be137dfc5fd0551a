package io.dbmigration.operator.app;

import io.dbmigration.api.DatabaseMigration;
import io.dbmigration.operator.launch.Finalizers;
import io.dbmigration.operator.run.Marks;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code --remove-finalizers}: before the operator is uninstalled, nothing may wait for it any more. */
final class FinalizerRemoval {

    private static final Logger LOG = LoggerFactory.getLogger(FinalizerRemoval.class);

    private final KubernetesClient client;
    private final Finalizers finalizers;

    FinalizerRemoval(KubernetesClient client) {
        this.client = client;
        this.finalizers = new Finalizers(client);
    }

    /** @param namespaces empty: all */
    void run(Set<String> namespaces) {
        if (namespaces.isEmpty()) {
            removeFrom(Stream.concat(
                    client.resources(DatabaseMigration.class).inAnyNamespace().list().getItems().stream(),
                    client.pods().inAnyNamespace().withLabel(Marks.UID_LABEL).list().getItems().stream()));
            return;
        }
        for (var namespace : namespaces) {
            removeFrom(Stream.concat(
                    client.resources(DatabaseMigration.class).inNamespace(namespace).list().getItems().stream(),
                    client.pods().inNamespace(namespace).withLabel(Marks.UID_LABEL).list().getItems().stream()));
        }
    }

    private void removeFrom(Stream<? extends HasMetadata> objects) {
        objects.filter(object -> object.getMetadata().getFinalizers().stream().anyMatch(FinalizerRemoval::isOurs))
                .forEach(object -> {
                    finalizers.removeIf(object, FinalizerRemoval::isOurs);
                    LOG.atInfo()
                            .addKeyValue("namespace", object.getMetadata().getNamespace())
                            .addKeyValue("name", object.getMetadata().getName())
                            .addKeyValue("kind", object.getKind())
                            .log("Finalizer removed");
                });
    }

    private static boolean isOurs(String finalizer) {
        return finalizer.startsWith(Marks.PREFIX);
    }
}
