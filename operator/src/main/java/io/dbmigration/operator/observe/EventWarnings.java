package io.dbmigration.operator.observe;

import static java.util.Objects.requireNonNullElse;

import io.dbmigration.operator.outcome.Trouble;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What Kubernetes' events say about a run that does not start: quota, admission, volumes. */
public final class EventWarnings implements Warnings {

    private final KubernetesClient client;

    public EventWarnings(KubernetesClient client) {
        this.client = client;
    }

    @Override
    public Optional<Trouble> about(ObservedRun run) {
        Stream<HasMetadata> objects = run.pods().isEmpty()
                ? Stream.ofNullable(run.job())
                : run.pods().stream().map(pod -> pod);
        return objects.flatMap(object -> warnings(object).stream())
                .max(Comparator.comparing(EventWarnings::time))
                .map(event -> new Trouble(
                        requireNonNullElse(event.getReason(), "Warning"), requireNonNullElse(event.getMessage(), "")));
    }

    private List<Event> warnings(HasMetadata object) {
        try {
            return client.v1()
                    .events()
                    .inNamespace(object.getMetadata().getNamespace())
                    .withField("involvedObject.uid", object.getMetadata().getUid())
                    .withField("type", "Warning")
                    .list()
                    .getItems();
        } catch (KubernetesClientException e) {
            return List.of();
        }
    }

    private static String time(Event event) {
        return requireNonNullElse(
                event.getLastTimestamp(), requireNonNullElse(event.getMetadata().getCreationTimestamp(), ""));
    }
}
