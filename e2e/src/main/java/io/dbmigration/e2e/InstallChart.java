package io.dbmigration.e2e;

import com.marcnuri.helm.Helm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Installs, upgrades or uninstalls the chart from the root of the checkout, and waits until the operator is ready:
 *
 * <pre>
 * mvn -q -pl e2e -am package -DskipTests
 * java --enable-native-access=ALL-UNNAMED -cp 'e2e/target/classes:e2e/target/helm/*' io.dbmigration.e2e.InstallChart \
 *     KUBECONFIG NAMESPACE [KEY=VALUE…] | --uninstall
 * </pre>
 */
public final class InstallChart {

    private static final String RELEASE = "database-migration-operator";
    private static final Path CHART = Path.of("helm", "database-migration-operator");
    private static final int TIMEOUT_SECONDS = 180;

    private final Path chart;
    private final Path kubeconfig;
    private final String namespace;

    /** @param chart its folder */
    public InstallChart(Path chart, Path kubeconfig, String namespace) {
        this.chart = chart;
        this.kubeconfig = kubeconfig;
        this.namespace = namespace;
    }

    public static void main(String[] arguments) {
        var given = List.of(arguments);
        if (given.size() < 2 || !Files.isReadable(Path.of(given.getFirst())) || !Files.isDirectory(CHART)) {
            System.err.println(
                    "usage, in the root of the checkout: InstallChart KUBECONFIG NAMESPACE [KEY=VALUE…] | --uninstall");
            System.exit(2);
        }
        var chart = new InstallChart(CHART, Path.of(given.getFirst()), given.get(1));
        var values = given.subList(2, given.size());
        try {
            System.out.println(values.contains("--uninstall") ? chart.uninstall() : chart.install(values));
        } catch (RuntimeException failed) {
            System.err.println("helm: " + failed.getMessage());
            System.exit(1);
        }
    }

    /**
     * Installs or upgrades, and waits until the operator is ready.
     *
     * @param values each {@code key=value}
     * @return a line for people
     */
    public String install(List<String> values) {
        var upgrade = new Helm(chart)
                .upgrade()
                .install()
                .createNamespace()
                .waitReady()
                .withTimeout(TIMEOUT_SECONDS)
                .withName(RELEASE)
                .withNamespace(namespace)
                .withKubeConfig(kubeconfig);
        values.stream().map(InstallChart::keyAndValue).forEach(value -> upgrade.set(value[0], value[1]));
        var release = upgrade.call();
        return "%s %s, revision %s in namespace %s"
                .formatted(release.getName(), release.getStatus(), release.getRevision(), namespace);
    }

    /** Does nothing where there is no such release. */
    public String uninstall() {
        return Helm.uninstall(RELEASE)
                .ignoreNotFound()
                .withNamespace(namespace)
                .withKubeConfig(kubeconfig)
                .call();
    }

    private static String[] keyAndValue(String argument) {
        var parts = argument.split("=", 2);
        if (parts.length < 2) {
            throw new IllegalArgumentException("not KEY=VALUE: " + Arrays.toString(parts));
        }
        return parts;
    }
}
