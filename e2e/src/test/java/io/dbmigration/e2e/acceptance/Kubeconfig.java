package io.dbmigration.e2e.acceptance;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import org.testcontainers.k3s.K3sContainer;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/** Where the tests find their cluster: what `make test` brought up, or with {@code CLUSTER=k3s}, where Docker runs, a K3s of their own. */
public final class Kubeconfig {

    private static final String K3S = "rancher/k3s:v1.33.4-k3s1";

    /** K3s imports what lies here when it starts. */
    private static final String K3S_IMAGES = "/var/lib/rancher/k3s/agent/images/";

    private Kubeconfig() {}

    public static File ofTheClusterUnderTest() {
        return "k3s".equals(System.getenv("CLUSTER"))
                ? K3sOfThisRun.KUBECONFIG
                : new File(environment("DBMIGRATION_KUBECONFIG"));
    }

    /** What the Makefile hands over; its absence is an error, never a reason to skip. */
    public static String environment(String variable) {
        var value = System.getenv(variable);
        if (value == null || value.isBlank()) {
            throw new IllegalStateException(variable + " is not set: run these tests by `make test`");
        }
        return value;
    }

    /** Started once, by the first test that asks. */
    private static final class K3sOfThisRun {
        private static final File KUBECONFIG = k3s();
    }

    // It lives as long as the JVM: Testcontainers removes it afterwards.
    @SuppressWarnings("resource")
    private static File k3s() {
        var container = new K3sContainer(DockerImageName.parse(K3S));
        for (var image : List.of("RUNNER", "OPERATOR", "POSTGRES", "S3")) {
            var archive = environment("DBMIGRATION_" + image + "_ARCHIVE");
            container.withCopyFileToContainer(MountableFile.forHostPath(archive), K3S_IMAGES + image + ".tar");
        }
        container.start();
        try {
            var file = Files.createTempFile("k3s", ".kubeconfig");
            return Files.writeString(file, container.getKubeConfigYaml()).toFile();
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
