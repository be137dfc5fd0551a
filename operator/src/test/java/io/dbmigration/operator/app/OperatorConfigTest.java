package io.dbmigration.operator.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The operator's environment. */
class OperatorConfigTest {

    private static OperatorConfig of(String... namesAndValues) {
        var environment = new HashMap<String, String>(Map.of("DBMIGRATION_RUNNER_IMAGE", "runner:1"));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            environment.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return OperatorConfig.of(environment);
    }

    @Test
    void onlyTheRunnersImageMustBeSet() {
        var config = of();

        assertThat(config.watchNamespaces()).isEmpty();
        assertThat(config.maxConcurrentRuns()).isEqualTo(20);
        assertThat(config.secretFileMode()).isEqualTo(0440);
        assertThat(config.fsGroup()).isNull();
        assertThat(config.healthPort()).isEqualTo(8080);
        assertThatThrownBy(() -> OperatorConfig.of(Map.of())).hasMessageContaining("DBMIGRATION_RUNNER_IMAGE");
    }

    @Test
    void emptyIsAsIfNotSet() {
        var config = of("DBMIGRATION_WATCH_NAMESPACES", "", "DBMIGRATION_FS_GROUP", " ", "POD_NAMESPACE", "");

        assertThat(config.watchNamespaces()).isEmpty();
        assertThat(config.fsGroup()).isNull();
        assertThat(config.podNamespace()).isNull();
    }

    @Test
    void namespacesAreAListAndModesOctal() {
        var config = of("DBMIGRATION_WATCH_NAMESPACES", "shop, billing,", "DBMIGRATION_SECRET_FILE_MODE", "0400");

        assertThat(config.watchNamespaces()).containsExactlyInAnyOrder("shop", "billing");
        assertThat(config.secretFileMode()).isEqualTo(256);
    }

    @Test
    void aNumberThatIsNoneIsNamed() {
        assertThatThrownBy(() -> of("DBMIGRATION_MAX_CONCURRENT_RUNS", "many"))
                .hasMessage("DBMIGRATION_MAX_CONCURRENT_RUNS is not a number: 'many'");
    }
}
