package io.dbmigration.operator.status;

import io.dbmigration.operator.status.Announcements.Announcement;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes events. One that cannot be written is logged and stops nothing. */
public final class EventPublisher {

    private static final Logger LOG = LoggerFactory.getLogger(EventPublisher.class);

    private static final String COMPONENT = "database-migration-operator";
    private static final int MAX_MESSAGE = 1024;
    private static final int MAX_NAME = 200;

    private final KubernetesClient client;
    private final Clock clock;

    public EventPublisher(KubernetesClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    public void warn(HasMetadata about, String reason, String message) {
        publish(about, new Announcement(true, reason, message));
    }

    void publish(HasMetadata about, Announcement announcement) {
        var metadata = about.getMetadata();
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        var event = new EventBuilder()
                .withNewMetadata()
                .withName(name(metadata.getName()))
                .withNamespace(metadata.getNamespace())
                .endMetadata()
                .withNewInvolvedObject()
                .withApiVersion(about.getApiVersion())
                .withKind(about.getKind())
                .withName(metadata.getName())
                .withNamespace(metadata.getNamespace())
                .withUid(metadata.getUid())
                .endInvolvedObject()
                .withType(announcement.warning() ? "Warning" : "Normal")
                .withReason(announcement.reason())
                .withMessage(Texts.cut(announcement.message(), MAX_MESSAGE))
                .withFirstTimestamp(now)
                .withLastTimestamp(now)
                .withCount(1)
                .withNewSource(COMPONENT, null)
                .withReportingComponent(COMPONENT)
                .build();
        try {
            client.resource(event).create();
        } catch (KubernetesClientException e) {
            LOG.atWarn()
                    .addKeyValue("reason", announcement.reason())
                    .setCause(e)
                    .log("Event not written");
        }
    }

    private static String name(String about) {
        var start = about.length() <= MAX_NAME ? about : about.substring(0, MAX_NAME);
        return start + "." + UUID.randomUUID().toString().substring(0, 13);
    }
}
