package io.dbmigration.e2e.acceptance;

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

    private final String namespace;
    private final LocalPortForward port;

    private TestServers(String namespace, LocalPortForward port) {
        this.namespace = namespace;
        this.port = port;
    }

    static TestServers start(KubernetesClient client, String namespace, String image) {
        client.load(new ByteArrayInputStream(manifest(image).getBytes(StandardCharsets.UTF_8)))
                .inNamespace(namespace)
                .create();
        for (var pod : List.of("postgres", "standby", "pooler")) {
            client.pods().inNamespace(namespace).withName(pod).waitUntilReady(2, TimeUnit.MINUTES);
        }
        return new TestServers(
                namespace,
                client.pods().inNamespace(namespace).withName("postgres").portForward(5432));
    }

    TestDatabase newDatabase(String name) {
        execute("CREATE ROLE \"%s\" LOGIN PASSWORD '%s'".formatted(name, TestDatabase.PASSWORD));
        execute("CREATE DATABASE \"%1$s\" OWNER \"%1$s\"".formatted(name));
        return new TestDatabase(
                name, "postgres.%s.svc.cluster.local:5432".formatted(namespace), "127.0.0.1:" + port.getLocalPort());
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

    private static String manifest(String image) {
        try (var resource = TestServers.class.getResourceAsStream("/postgres.yaml")) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8).formatted(image, TestDatabase.PASSWORD);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
