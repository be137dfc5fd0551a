package io.dbmigration.e2e.acceptance;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** The bucket {@code backups} of a real S3 server that is a pod, empty at first; the Secret {@code bucket-keys} opens it. */
record TestBucket(String endpoint) {

    static final String ACCESS_KEY = "access-key-of-the-test";
    static final String SECRET_KEY = "secret-key-of-the-test";

    static TestBucket start(KubernetesClient client, String namespace) {
        var manifest = manifest()
                .formatted(
                        Kubeconfig.environment("DBMIGRATION_S3_IMAGE"),
                        Kubeconfig.environment("DBMIGRATION_POSTGRES_IMAGE"),
                        ACCESS_KEY,
                        SECRET_KEY);
        client.load(new ByteArrayInputStream(manifest.getBytes(StandardCharsets.UTF_8)))
                .inNamespace(namespace)
                .create();
        client.pods().inNamespace(namespace).withName("s3").waitUntilReady(2, TimeUnit.MINUTES);
        return new TestBucket("http://s3.%s.svc.cluster.local:7070".formatted(namespace));
    }

    /** For {@code spec.backup}. @param secret that holds the keys */
    String storage(String secret) {
        return "{s3: {endpoint: '%s', bucket: backups, prefix: of/the/team, credentialsFrom: {secretRef: {name: %s}}}}"
                .formatted(endpoint, secret);
    }

    private static String manifest() {
        try (var resource = TestBucket.class.getResourceAsStream("/s3.yaml")) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
