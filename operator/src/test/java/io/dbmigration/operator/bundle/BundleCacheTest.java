package io.dbmigration.operator.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmigration.contract.BundleDigest;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is kept of a ConfigMap, and what is known of it afterwards. */
class BundleCacheTest {

    private static final String SCRIPT = "create table a()";

    private static ConfigMap configMap(Map<String, String> data, Map<String, String> binary) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName("bundle")
                .withNamespace("shop")
                .withResourceVersion("7")
                .endMetadata()
                .withData(data)
                .withBinaryData(binary)
                .build();
    }

    private static BundleSource.Found kept(Map<String, String> data) {
        return BundleCache.read(BundleCache.strip(configMap(data, Map.of())));
    }

    @Test
    void keepsNoScript() {
        var kept = BundleCache.strip(configMap(Map.of("20240101_a.sql", SCRIPT), Map.of()));

        assertThat(kept.toString()).doesNotContain(SCRIPT);
        assertThat(kept.getMetadata().getResourceVersion()).isEqualTo("7");
    }

    @Test
    void theBundlesDigestIsThatOfThePrismaLayout() {
        var found = kept(Map.of("20240101_a.sql", SCRIPT, "migration_lock.toml", "x", "README.md", "y"));

        assertThat(found.digest())
                .isEqualTo(BundleDigest.ofBundle(Map.of(
                        "20240101_a/migration.sql", SCRIPT.getBytes(StandardCharsets.UTF_8),
                        "migration_lock.toml", "x".getBytes(StandardCharsets.UTF_8))));
        assertThat(found.keys()).containsExactly("20240101_a.sql", "README.md", "migration_lock.toml");
        assertThat(found.watched()).isTrue();
    }

    @Test
    void textAndBinaryOfTheSameBytesAreTheSameSource() {
        var base64 = Base64.getEncoder().encodeToString(SCRIPT.getBytes(StandardCharsets.UTF_8));
        var binary = BundleCache.read(BundleCache.strip(configMap(Map.of(), Map.of("20240101_a.sql", base64))));

        assertThat(binary.identity())
                .isEqualTo(kept(Map.of("20240101_a.sql", SCRIPT)).identity());
    }

    @Test
    void anArchivesDigestIsTheRunnersAffair() {
        assertThat(kept(Map.of("migrations.tgz", "x")).digest()).isNull();
    }

    @Test
    void aConfigMapWithoutKeysIsThereAndEmpty() {
        assertThat(kept(Map.of()).keys()).isEmpty();
    }
}
