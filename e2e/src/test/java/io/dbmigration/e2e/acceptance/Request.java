package io.dbmigration.e2e.acceptance;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;

/** A resolution, rollback, restore or backup that somebody asked for. */
record Request(KubernetesClient client, String kind, String namespace, String name) {

    private static final String GROUP_VERSION = "dbmigration.io/v1beta1";
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    /** Waits until it is carried out or only a person can go on; its reason. */
    String awaitEnd() {
        return Awaitility.await(kind + " " + name)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(300))
                .until(this::end, Optional::isPresent)
                .orElseThrow();
    }

    private Optional<String> end() {
        return conditions().stream()
                .filter(condition -> "True".equals(condition.getStatus()))
                .filter(condition -> List.of("Ready", "Stalled").contains(condition.getType()))
                .map(Condition::getReason)
                .findFirst();
    }

    @SuppressWarnings("unchecked")
    private List<Condition> conditions() {
        GenericKubernetesResource resource = client.genericKubernetesResources(GROUP_VERSION, kind)
                .inNamespace(namespace)
                .withName(name)
                .require();
        var conditions = (List<Object>) resource.get("status", "conditions");
        return conditions == null
                ? List.of()
                : conditions.stream()
                        .map(each -> client.getKubernetesSerialization().convertValue(each, Condition.class))
                        .toList();
    }
}
