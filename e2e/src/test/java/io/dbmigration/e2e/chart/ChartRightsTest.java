package io.dbmigration.e2e.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the operator may do. */
class ChartRightsTest {

    private static final String NAMESPACED = "watchNamespaces: [shop, billing]";

    static Stream<String> modes() {
        return Stream.of("", NAMESPACED);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("modes")
    void noSecretCanBeReadInEitherMode(String values) {
        assertThat(rules(Chart.render(values))).isNotEmpty().allSatisfy(rule -> {
            assertThat(rule.getResources()).doesNotContain("secrets", "*");
            assertThat(rule.getApiGroups()).doesNotContain("*");
            assertThat(rule.getVerbs()).doesNotContain("*", "escalate", "bind", "impersonate");
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("modes")
    void noRightReachesPeopleThroughEditOrView(String values) {
        assertThat(Chart.render(values).objects())
                .flatExtracting(object -> labels(object).keySet())
                .noneMatch(label -> label.startsWith("rbac.authorization.k8s.io/aggregate-to"));
    }

    @Test
    void withoutNamespacesTheRightsHoldEverywhere() {
        assertThat(Chart.render("").only(ClusterRole.class).getRules())
                .anyMatch(rule -> rule.getResources().contains("jobs"));
    }

    @Test
    void withNamespacesTheRightsHoldThereAndOnlyKubeSystemIsSeenOutside() {
        var rendered = Chart.render(NAMESPACED);

        assertThat(rendered.only(ClusterRole.class).getRules()).singleElement().satisfies(rule -> {
            assertThat(rule.getResources()).containsExactly("namespaces");
            assertThat(rule.getResourceNames()).containsExactly("kube-system");
            assertThat(rule.getVerbs()).containsExactly("get");
        });
        assertThat(rendered.all(Role.class).map(role -> role.getMetadata().getNamespace()))
                .containsExactlyInAnyOrder("shop", "billing", "system");
        assertThat(rendered.all(RoleBinding.class))
                .allSatisfy(binding -> assertThat(binding.getSubjects())
                        .singleElement()
                        .satisfies(subject -> assertThat(subject.getNamespace()).isEqualTo("system")));
    }

    @Test
    void receiptsAreNeverChangedOrDeleted() {
        assertThat(rules(Chart.render("")))
                .filteredOn(rule -> rule.getResources().contains("databasebackups"))
                .flatExtracting(PolicyRule::getVerbs)
                .containsExactlyInAnyOrder("get", "list", "watch", "create");
    }

    @Test
    void requestsAreNeverMadeChangedOrDeleted() {
        assertThat(rules(Chart.render("")))
                .filteredOn(rule -> rule.getResources().contains("databaserestores"))
                .flatExtracting(PolicyRule::getVerbs)
                .containsExactlyInAnyOrder("get", "list", "watch");
    }

    private static List<PolicyRule> rules(Chart.Rendered rendered) {
        return Stream.concat(
                        rendered.all(ClusterRole.class).flatMap(role -> role.getRules().stream()),
                        rendered.all(Role.class).flatMap(role -> role.getRules().stream()))
                .toList();
    }

    private static Map<String, String> labels(HasMetadata object) {
        return object.getMetadata().getLabels() == null
                ? Map.of()
                : object.getMetadata().getLabels();
    }
}
