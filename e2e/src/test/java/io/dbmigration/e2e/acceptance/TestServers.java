package io.dbmigration.e2e.acceptance;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.LocalPortForward;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A PostgreSQL server, a standby and a pooler as pods; the test reaches the server through a forwarded port. */
final class TestServers {

    private final KubernetesClient client;
    private final String namespace;
    private final String image;
    private final LocalPortForward port;

    private TestServers(KubernetesClient client, String namespace, String image, LocalPortForward port) {
        this.client = client;
        this.namespace = namespace;
        this.image = image;
        this.port = port;
    }

    static TestServers start(KubernetesClient client, String namespace, String image) {
        client.load(new ByteArrayInputStream(manifest("/postgres.yaml")
                        .formatted(image, TestDatabase.PASSWORD)
                        .getBytes(StandardCharsets.UTF_8)))
                .inNamespace(namespace)
                .create();
        for (var pod : List.of("postgres", "standby", "pooler")) {
            client.pods().inNamespace(namespace).withName(pod).waitUntilReady(2, TimeUnit.MINUTES);
        }
        return new TestServers(
                client,
                namespace,
                image,
                client.pods().inNamespace(namespace).withName("postgres").portForward(5432));
    }

    /** What a restore into a new database needs. */
    TestDatabase newDatabase(String name) {
        execute("CREATE ROLE \"%s\" LOGIN PASSWORD '%s'".formatted(name, TestDatabase.PASSWORD));
        execute("CREATE DATABASE \"%1$s\" OWNER \"%1$s\"".formatted(name));
        return new TestDatabase(
                name,
                name,
                "postgres.%s.svc.cluster.local:5432".formatted(namespace),
                "127.0.0.1:" + port.getLocalPort());
    }

    void mayCreateDatabases(TestDatabase database) {
        execute("ALTER ROLE \"%s\" CREATEDB".formatted(database.role()));
    }

    void runWithClaim(String claim, String script) {
        var pod = client.resource(manifest("/claim-writer.yaml").formatted(image, claim, script))
                .inNamespace(namespace)
                .create();
        client.resource(pod)
                .waitUntilCondition(
                        now -> now != null
                                && "Succeeded".equals(((Pod) now).getStatus().getPhase()),
                        2,
                        TimeUnit.MINUTES);
    }

    private void execute(String sql) {
        try (var connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port.getLocalPort()),
                        "postgres",
                        TestDatabase.PASSWORD);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new AssertionError(failed);
        }
    }

    private static String manifest(String name) {
        try (var resource = TestServers.class.getResourceAsStream(name)) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
