package io.dbmigration.e2e.chart;

import com.marcnuri.helm.Helm;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The chart, and what it renders with some values. */
final class Chart {

    static final Path FOLDER = Path.of("..", "helm", "database-migration-operator");

    /** The annotation that stands for Helm's own. */
    static final String HOOK = "hook";

    private static final String OLDEST_KUBERNETES = "1.33.0";

    private Chart() {}

    /** @param values YAML, as in a values file */
    static Rendered render(String values) {
        try {
            var chart = copyWithHooksAsOrdinaryObjects();
            var file = Files.writeString(chart.resolve("test-values.yaml"), values);
            var text = new Helm(chart)
                    .template()
                    .withName("dbm")
                    .withNamespace("system")
                    .withKubeVersion(OLDEST_KUBERNETES)
                    .withValuesFile(file)
                    .call();
            return new Rendered(objects(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Helm leaves hooks out of what `template` prints. */
    private static Path copyWithHooksAsOrdinaryObjects() throws IOException {
        var copy = Files.createTempDirectory("chart");
        try (var files = Files.walk(FOLDER)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var target = copy.resolve(FOLDER.relativize(file));
                Files.createDirectories(target.getParent());
                Files.writeString(target, Files.readString(file).replace("helm.sh/hook: ", HOOK + ": "));
            }
        }
        return copy;
    }

    private static List<HasMetadata> objects(String text) {
        return Arrays.stream(text.split("(?m)^---\\s*$"))
                .filter(document -> document.contains("kind:"))
                .<HasMetadata>map(Serialization::unmarshal)
                .toList();
    }

    record Rendered(List<HasMetadata> objects) {

        <T extends HasMetadata> Stream<T> all(Class<T> kind) {
            return objects.stream().filter(kind::isInstance).map(kind::cast);
        }

        <T extends HasMetadata> T only(Class<T> kind) {
            var found = all(kind).toList();
            if (found.size() != 1) {
                throw new AssertionError("expected one " + kind.getSimpleName() + ", found " + found.size());
            }
            return found.getFirst();
        }
    }
}
