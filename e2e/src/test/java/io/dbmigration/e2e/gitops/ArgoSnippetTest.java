package io.dbmigration.e2e.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is put into Argo CD's settings is the script of the chart, for every kind there is; `make docs` writes it again. */
class ArgoSnippetTest {

    private static final Path CRDS = Path.of("..", "crds");
    private static final Path SNIPPET = Path.of("..", "samples", "gitops", "argocd", "argocd-cm.yaml");
    private static final Path SCRIPT =
            Path.of("..", "helm", "database-migration-operator", "files", "argocd", "health.lua");

    @Test
    void hasTheScriptForEachKind() throws IOException {
        var snippet = snippet(kinds(), Files.readString(SCRIPT));
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(SNIPPET, snippet);
        }
        assertThat(SNIPPET).as("run `make docs`").hasContent(snippet);
    }

    @Test
    void isAConfigMapWithAKeyForEachKind() throws IOException {
        var settings = Serialization.unmarshal(Files.readString(SNIPPET), ConfigMap.class);

        assertThat(settings.getData())
                .hasSameSizeAs(kinds())
                .containsEntry(
                        "resource.customizations.health.dbmigration.io_DatabaseMigration", Files.readString(SCRIPT));
    }

    private static String snippet(List<String> kinds, String script) {
        return """
                # Health of our kinds for Argo CD; made from the chart's files/argocd/health.lua by `make docs`. Adds its keys to the settings
                # that are there:
                #   kubectl apply --server-side --field-manager=dbmigration -n argocd -f argocd-cm.yaml
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: argocd-cm
                data:
                """ + kinds.stream().map(kind -> key(kind, script)).collect(Collectors.joining());
    }

    private static String key(String kind, String script) {
        return "  resource.customizations.health.dbmigration.io_%s: |%n%s"
                .formatted(kind, script.lines().map(ArgoSnippetTest::indented).collect(Collectors.joining()));
    }

    private static String indented(String line) {
        return line.isEmpty() ? "\n" : "    " + line + "\n";
    }

    private static List<String> kinds() throws IOException {
        try (var files = Files.list(CRDS)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .map(ArgoSnippetTest::kind)
                    .toList();
        }
    }

    private static String kind(Path crd) {
        try {
            return Serialization.unmarshal(Files.readString(crd), CustomResourceDefinition.class)
                    .getSpec()
                    .getNames()
                    .getKind();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
