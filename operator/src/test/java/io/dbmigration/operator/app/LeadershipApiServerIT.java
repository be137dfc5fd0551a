package io.dbmigration.operator.app;

import static java.net.HttpURLConnection.HTTP_CONFLICT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which replica works. */
class LeadershipApiServerIT {

    private final AtomicBoolean lost = new AtomicBoolean();
    private RealApiServer server;
    private KubernetesClient client;
    private RunningOperator operator;

    @BeforeEach
    void start() {
        server = new RealApiServer();
        client = RealApiServer.newClient();
        var config = new OperatorConfig(
                "runner:1", null, Set.of(server.namespace()), 20, 65532L, 0440, 0, "replica-a", server.namespace());
        operator = new RunningOperator(client, config, Clock.systemUTC(), () -> lost.set(true));
        operator.start();
        await().atMost(Shop.SOON).until(() -> holder().startsWith("replica-a"));
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    private String holder() {
        var lease = server.client()
                .leases()
                .inNamespace(server.namespace())
                .withName("database-migration-operator")
                .get();
        return lease == null || lease.getSpec().getHolderIdentity() == null
                ? ""
                : lease.getSpec().getHolderIdentity();
    }

    @Test
    void theLeaseIsGivenBackWhenTheOperatorStops() {
        assertThat(operator.isReady()).isTrue();

        operator.stop();

        assertThat(holder()).isEmpty();
        assertThat(lost).isFalse();
    }

    @Test
    void anOperatorWhoseLeaseWasTakenEnds() {
        await().ignoreExceptionsMatching(LeadershipApiServerIT::isConflict).untilAsserted(this::takeTheLease);

        await().atMost(Shop.SOON).untilTrue(lost);
        operator.stop();
    }

    /** The operator may renew it between our look and our change. */
    private static boolean isConflict(Throwable failure) {
        return failure instanceof KubernetesClientException refused && refused.getCode() == HTTP_CONFLICT;
    }

    private void takeTheLease() {
        server.client()
                .leases()
                .inNamespace(server.namespace())
                .withName("database-migration-operator")
                .edit(lease -> {
                    lease.getSpec().setHolderIdentity("replica-b");
                    lease.getSpec().setLeaseDurationSeconds(3600);
                    lease.getSpec().setRenewTime(java.time.ZonedDateTime.now());
                    return lease;
                });
    }
}
