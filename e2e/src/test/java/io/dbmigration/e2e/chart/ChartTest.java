package io.dbmigration.e2e.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.Helm;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChartTest {

    private static final Path CRDS = Path.of("..", "crds");

    @Test
    void lintsWithoutAWord() {
        var result = new Helm(Chart.FOLDER).lint().strict().call();

        assertThat(result.isFailed())
                .as(String.join("\n", result.getMessages()))
                .isFalse();
    }

    @Test
    void keepsTheCrdsWhenItIsUninstalledAndChangesNothingElseInThem() throws IOException {
        var rendered = Chart.render("").all(CustomResourceDefinition.class).toList();

        assertThat(rendered).hasSize(5);
        for (var crd : rendered) {
            var file = CRDS.resolve(crd.getMetadata().getName() + ".yaml");
            var generated = Serialization.unmarshal(Files.readString(file), CustomResourceDefinition.class);
            assertThat(crd.getMetadata().getAnnotations()).containsEntry("helm.sh/resource-policy", "keep");
            assertThat(tree(crd)).isEqualTo(tree(generated));
        }
        assertThat(Chart.render("crds: {install: false}").all(CustomResourceDefinition.class))
                .isEmpty();
    }

    @Test
    void everyContainerIsFitForARestrictedNamespace() {
        var rendered = Chart.render("");

        assertThat(Stream.of(
                        rendered.only(Deployment.class).getSpec().getTemplate().getSpec(),
                        rendered.only(Job.class).getSpec().getTemplate().getSpec()))
                .allSatisfy(ChartTest::isRestricted);
    }

    @Test
    void theOperatorIsToldWhatTheValuesSay() {
        var environment = environment(Chart.render("""
                runner: {image: {repository: registry.example.org/runner, tag: "7"}}
                maxConcurrentRuns: 3
                watchNamespaces: [shop, billing]
                """));

        assertThat(environment)
                .containsEntry("DBMIGRATION_RUNNER_IMAGE", "registry.example.org/runner:7")
                .containsEntry("DBMIGRATION_RUNNER_PULL_POLICY", "IfNotPresent")
                .containsEntry("DBMIGRATION_MAX_CONCURRENT_RUNS", "3")
                .containsEntry("DBMIGRATION_WATCH_NAMESPACES", "shop,billing")
                .containsEntry("DBMIGRATION_FS_GROUP", "65532")
                .containsEntry("DBMIGRATION_SECRET_FILE_MODE", "0440")
                .containsEntry("DBMIGRATION_LOG_LEVEL", "info")
                .containsEntry("DBMIGRATION_HEALTH_PORT", "8080");
    }

    @Test
    void aDigestWinsOverTheTag() {
        var digest = "sha256:" + "0".repeat(64);

        assertThat(container(Chart.render("image: {digest: '" + digest + "'}")).getImage())
                .isEqualTo("database-migration-operator@" + digest);
    }

    @Test
    void aTagOfDigitsNeedsNoQuotes() {
        assertThat(container(Chart.render("image: {tag: 2026112412345678}")).getImage())
                .endsWith(":2026112412345678");
    }

    @Test
    void finalizersAreTakenOffBeforeAnythingIsDeleted() {
        var job = Chart.render("").only(Job.class);

        assertThat(job.getMetadata().getAnnotations()).containsEntry(Chart.HOOK, "pre-delete");
        assertThat(job.getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getArgs())
                .containsExactly("--remove-finalizers");
        assertThat(Chart.render("uninstall: {removeFinalizers: false}").all(Job.class))
                .isEmpty();
    }

    @Test
    void twoReplicasAreNotDrainedAtOnce() {
        assertThat(Chart.render("replicas: 2").all(PodDisruptionBudget.class)).hasSize(1);
        assertThat(Chart.render("").all(PodDisruptionBudget.class)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "replicas: 3",
                "replicas: 0",
                "maxConcurrentRuns: 0",
                "logLevel: loud",
                "runner: {secretFileMode: 0440}",
                "runner: {secretFileMode: rw}",
                "image: {digest: 'sha256:1'}",
                "image: {tag: 1.10}",
                "image: {pullPolicy: Sometimes}",
                "watchNamespaces: [Shop]",
                "watchNamespaces: shop",
                "watchNamespace: [shop]"
            })
    void aWrongValueIsRefused(String values) {
        assertThatThrownBy(() -> Chart.render(values)).hasMessageContaining("schema");
    }

    private static JsonNode tree(CustomResourceDefinition crd) {
        return Serialization.jsonMapper().valueToTree(crd.getSpec());
    }

    private static void isRestricted(PodSpec pod) {
        var security = pod.getSecurityContext();
        assertThat(security.getRunAsNonRoot()).isTrue();
        assertThat(security.getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(pod.getContainers()).allSatisfy(container -> {
            assertThat(container.getSecurityContext().getAllowPrivilegeEscalation())
                    .isFalse();
            assertThat(container.getSecurityContext().getReadOnlyRootFilesystem())
                    .isTrue();
            assertThat(container.getSecurityContext().getCapabilities().getDrop())
                    .containsExactly("ALL");
        });
    }

    private static Container container(Chart.Rendered rendered) {
        return rendered.only(Deployment.class)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst();
    }

    private static Map<String, String> environment(Chart.Rendered rendered) {
        return container(rendered).getEnv().stream()
                .filter(variable -> variable.getValue() != null)
                .collect(Collectors.toMap(EnvVar::getName, EnvVar::getValue));
    }
}
