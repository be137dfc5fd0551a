package io.dbmigration.operator.app;

import io.dbmigration.operator.reconcile.TolerantDecoding;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Clock;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operator's program. With {@code --remove-finalizers} it makes ready for its own uninstallation instead. */
public final class OperatorMain {

    private static final Logger LOG = LoggerFactory.getLogger(OperatorMain.class);

    private OperatorMain() {}

    public static void main(String[] arguments) {
        if ("1".equals(System.getenv("DBMIGRATION_TRAINING"))) {
            Training.run();
            return;
        }
        try {
            var config = OperatorConfig.of(System.getenv());
            var client = client();
            if (Arrays.asList(arguments).contains("--remove-finalizers")) {
                try (client) {
                    new FinalizerRemoval(client).run(config.watchNamespaces());
                }
                return;
            }
            run(config, client);
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("The operator cannot start");
            System.exit(1);
        }
    }

    static KubernetesClient client() {
        return new KubernetesClientBuilder()
                .withKubernetesSerialization(TolerantDecoding.serialization())
                .build();
    }

    private static void run(OperatorConfig config, KubernetesClient client) {
        // Halted, not exited: an exit would wait for the very thread that calls this.
        var operator = new RunningOperator(
                client, config, Clock.systemUTC(), () -> Runtime.getRuntime().halt(1));
        var health = HealthServer.start(config.healthPort(), operator::isReady);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(operator, health, client), "stop"));
        operator.start();
    }

    private static void stop(RunningOperator operator, HealthServer health, KubernetesClient client) {
        operator.stop();
        health.close();
        client.close();
    }
}
