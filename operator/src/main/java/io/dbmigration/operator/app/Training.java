package io.dbmigration.operator.app;

import com.sun.net.httpserver.HttpServer;
import io.dbmigration.api.DatabaseBackup;
import io.dbmigration.api.DatabaseMigration;
import io.dbmigration.api.DatabaseRestore;
import io.dbmigration.api.MigrationResolution;
import io.dbmigration.api.MigrationRollback;
import io.dbmigration.operator.reconcile.TolerantDecoding;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code DBMIGRATION_TRAINING=1}, in the build of the image: loads what the operator uses, for the archive of classes, and ends. */
final class Training {

    private static final Logger LOG = LoggerFactory.getLogger(Training.class);

    private static final String EMPTY_LIST =
            "{\"kind\":\"List\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\"1\"},\"items\":[]}";
    private static final String MIGRATION = "{\"apiVersion\":\"dbmigration.io/v1beta1\",\"kind\":\"DatabaseMigration\","
            + "\"metadata\":{\"name\":\"training\",\"namespace\":\"training\",\"uid\":\"training\",\"generation\":1},"
            + "\"spec\":{\"database\":{\"urlFrom\":{\"secretKeyRef\":{\"name\":\"a\",\"key\":\"b\"}}},"
            + "\"bundle\":{\"configMap\":{\"name\":\"a\"}},\"backup\":{\"mode\":\"Never\",\"reason\":\"training\"}}}";

    private Training() {}

    static void run() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                try (exchange) {
                    var text = EMPTY_LIST.getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().add("Content-Type", "application/json");
                    exchange.sendResponseHeaders(200, text.length);
                    exchange.getResponseBody().write(text);
                }
            });
            server.start();
            try (var client = client(server.getAddress().getPort())) {
                use(client);
            } finally {
                server.stop(0);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the training needs a port of its own", e);
        }
        LOG.info("Training done");
    }

    private static KubernetesClient client(int port) {
        var config = new ConfigBuilder(io.fabric8.kubernetes.client.Config.empty())
                .withMasterUrl("http://127.0.0.1:" + port)
                .withRequestRetryBackoffLimit(0)
                .build();
        return new KubernetesClientBuilder()
                .withConfig(config)
                .withKubernetesSerialization(TolerantDecoding.serialization())
                .build();
    }

    private static void use(KubernetesClient client) {
        client.resources(DatabaseMigration.class).inAnyNamespace().list();
        client.resources(DatabaseBackup.class).inAnyNamespace().list();
        client.resources(MigrationResolution.class).inAnyNamespace().list();
        client.resources(MigrationRollback.class).inAnyNamespace().list();
        client.resources(DatabaseRestore.class).inAnyNamespace().list();
        client.batch().v1().jobs().inAnyNamespace().list();
        client.pods().inAnyNamespace().list();
        client.configMaps().inAnyNamespace().list();
        var migration = client.getKubernetesSerialization().unmarshal(MIGRATION, DatabaseMigration.class);
        client.getKubernetesSerialization().asJson(TrainingRun.jobOf(migration));
    }
}
