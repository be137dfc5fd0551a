package io.dbmigration.operator.app;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The operator's settings, read once from the environment.
 *
 * @param watchNamespaces empty: all
 * @param fsGroup null where the platform chooses it
 * @param podNamespace where the Lease lies; null outside a cluster: then there is no leader election
 */
record OperatorConfig(
        String runnerImage,
        @Nullable String runnerPullPolicy,
        Set<String> watchNamespaces,
        int maxConcurrentRuns,
        @Nullable Long fsGroup,
        int secretFileMode,
        int healthPort,
        @Nullable String podName,
        @Nullable String podNamespace) {

    private static final int OCTAL = 8;

    /** @throws IllegalArgumentException naming the variable that is missing or malformed */
    static OperatorConfig of(Map<String, String> environment) {
        var image = text(environment, "DBMIGRATION_RUNNER_IMAGE");
        if (image == null) {
            throw new IllegalArgumentException("DBMIGRATION_RUNNER_IMAGE is not set; it names the image of the Jobs");
        }
        var fsGroup = text(environment, "DBMIGRATION_FS_GROUP");
        return new OperatorConfig(
                image,
                text(environment, "DBMIGRATION_RUNNER_PULL_POLICY"),
                namespaces(text(environment, "DBMIGRATION_WATCH_NAMESPACES")),
                number(environment, "DBMIGRATION_MAX_CONCURRENT_RUNS", "20", 10),
                fsGroup == null ? null : (long) number(environment, "DBMIGRATION_FS_GROUP", fsGroup, 10),
                number(environment, "DBMIGRATION_SECRET_FILE_MODE", "0440", OCTAL),
                number(environment, "DBMIGRATION_HEALTH_PORT", "8080", 10),
                text(environment, "POD_NAME"),
                text(environment, "POD_NAMESPACE"));
    }

    private static @Nullable String text(Map<String, String> environment, String name) {
        var value = environment.get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    private static int number(Map<String, String> environment, String name, String usual, int radix) {
        var value = text(environment, name);
        try {
            return Integer.parseUnsignedInt(value == null ? usual : value, radix);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " is not a number: '" + value + "'", e);
        }
    }

    private static Set<String> namespaces(@Nullable String list) {
        return list == null
                ? Set.of()
                : Arrays.stream(list.split(",", -1))
                        .map(String::strip)
                        .filter(namespace -> !namespace.isEmpty())
                        .collect(Collectors.toUnmodifiableSet());
    }
}
