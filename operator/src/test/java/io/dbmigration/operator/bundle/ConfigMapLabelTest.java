package io.dbmigration.operator.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigMapLabelTest {

    @Test
    void aConfigMapWithoutOurLabelIsNotWatchedAndHarmsNobody() {
        assertThat(ConfigMapBundle.labelled(labelled(Map.of()))).isFalse();
        assertThat(ConfigMapBundle.labelled(labelled(Map.of("app", "shop")))).isFalse();
        assertThat(ConfigMapBundle.labelled(labelled(Map.of(BundleConfigMaps.LABEL, "false"))))
                .isFalse();
        assertThat(ConfigMapBundle.labelled(labelled(Map.of(BundleConfigMaps.LABEL, "true"))))
                .isTrue();
    }

    private static ConfigMap labelled(Map<String, String> labels) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName("bundle")
                .withLabels(labels)
                .endMetadata()
                .build();
    }
}
