package io.dbmigration.operator.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunKind;
import io.dbmigration.contract.RunResult.Outcome;
import io.dbmigration.operator.observe.WrittenStatuses;
import io.dbmigration.operator.plan.Decision;
import io.dbmigration.operator.run.Request;
import io.dbmigration.operator.testing.Asked;
import io.dbmigration.operator.testing.MovableClock;
import io.dbmigration.operator.testing.Results;
import io.dbmigration.operator.testing.Story;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How the statuses of requests are written. */
@EnableKubernetesMockClient
class StatusWriterTest {

    private static final String STATUS = "/apis/dbmigration.io/v1beta1/namespaces/shop/migrationresolutions/fix/status"
            + "?fieldManager=database-migration-operator&force=true";

    KubernetesMockServer server;
    KubernetesClient client;
    private StatusWriter writer;
    private final Story story = new Story();

    @BeforeEach
    void prepare() {
        var clock = new MovableClock();
        writer = new StatusWriter(client, new WrittenStatuses(), new EventPublisher(client, clock), clock);
    }

    private Decision refusedResolution() {
        story.settle();
        story.ends(Results.applied("sha256:" + "1".repeat(64), "20240101_a")).settle();
        story.resolutions.add(Asked.resolution("fix", "Applied", 1));
        story.settle();
        story.ends(Results.of(RunKind.Resolve, Outcome.Failed, Reason.STATE_CHANGED, false));
        var decision = story.pass();
        story.resolutions.getFirst().setStatus(null);
        return decision;
    }

    private void answer(int code) {
        server.expect()
                .patch()
                .withPath(STATUS)
                .andReturn(code, Serialization.asJson(Asked.resolution("fix", "Applied", 1)))
                .once();
    }

    private JsonNode written() throws Exception {
        return new ObjectMapper().readTree(server.takeRequest().getBody().readUtf8());
    }

    @Test
    void anEndIsWrittenWithTheVersionThatWasSeenSoThatNoStalePassOverwritesAnother() throws Exception {
        var decision = refusedResolution();
        answer(200);

        writer.tell(story.seen, decision);

        var body = written();
        assertThat(body.at("/metadata/resourceVersion").asText()).isEqualTo("5");
        assertThat(body.at("/metadata/uid").asText()).isEqualTo("fix");
        assertThat(body.at("/status/outcome").asText()).isEqualTo("Failed");
        assertThat(body.at("/status/reason").asText()).isEqualTo("StateChanged");
        assertThat(body.has("spec")).isFalse();
    }

    @Test
    void theEndIsAnEventOfTheRequestAndOfTheResource() throws Exception {
        var decision = refusedResolution();
        answer(200);

        writer.tell(story.seen, decision);

        written();
        assertThat(written().at("/involvedObject/kind").asText()).isEqualTo("MigrationResolution");
        var about = written();
        assertThat(about.at("/involvedObject/kind").asText()).isEqualTo("DatabaseMigration");
        assertThat(about.at("/message").asText()).startsWith("MigrationResolution fix: ");
        assertThat(about.at("/type").asText()).isEqualTo("Warning");
    }

    @Test
    void aConflictEndsThePassBeforeAnythingIsTidiedUp() {
        var decision = refusedResolution();
        answer(409);

        assertThatThrownBy(() -> writer.tell(story.seen, decision)).isInstanceOf(KubernetesClientException.class);
    }

    @Test
    void aStrayRequestIsToldWhatItWaitsForAndAConflictIsLeftToTheNextRound() throws Exception {
        answer(409);
        var request = new Request.Resolution(Asked.resolution("fix", "Applied", 1));

        assertThatCode(() -> writer.tellStray(request, Reason.DATABASE_MIGRATION_NOT_FOUND, "There is none."))
                .doesNotThrowAnyException();

        var status = written().get("status");
        assertThat(status.has("outcome")).isFalse();
        assertThat(status.at("/conditions/1/type").asText()).isEqualTo("Reconciling");
        assertThat(status.get("message").asText()).startsWith("There is none. Create the DatabaseMigration");
    }

    @Test
    void oneThatSomebodyElseChangesKeepsNoneOfTheOthersFromBeingTold() throws Exception {
        client.getConfiguration().setRequestRetryBackoffLimit(0);
        story.resolutions.add(Asked.resolution("other", "Applied", 0));
        var decision = refusedResolution();
        story.resolutions.forEach(each -> each.setStatus(null));
        server.expect()
                .patch()
                .withPath(STATUS.replace("/fix/", "/other/"))
                .andReturn(409, "")
                .always();
        answer(200);

        assertThatThrownBy(() -> writer.tell(story.seen, decision)).isInstanceOf(KubernetesClientException.class);

        assertThat(written().at("/metadata/name").asText()).isEqualTo("other");
        assertThat(written().at("/metadata/name").asText()).isEqualTo("fix");
    }

    @Test
    void oneThatIsRefusedDoesNotKeepTheResultFromBeingTold() {
        client.getConfiguration().setRequestRetryBackoffLimit(0);
        var decision = refusedResolution();
        answer(403);

        assertThatCode(() -> writer.tell(story.seen, decision)).doesNotThrowAnyException();
    }
}
