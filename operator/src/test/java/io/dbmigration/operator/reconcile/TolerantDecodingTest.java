package io.dbmigration.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmigration.api.DatabaseMigration;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.Test;

/** What another version stored. */
class TolerantDecodingTest {

    private static final KubernetesSerialization SERIALIZATION = TolerantDecoding.serialization();

    private static DatabaseMigration read(String spec, String status) {
        return SERIALIZATION.unmarshal("""
                {"apiVersion":"dbmigration.io/v1beta1","kind":"DatabaseMigration","metadata":{"name":"a","namespace":"b","uid":"u"},
                 "spec":%s,"status":%s}
                """.formatted(spec, status), DatabaseMigration.class);
    }

    @Test
    void whatFitsIsReadWhole() {
        var migration = read("{\"target\":\"t\",\"later\":1}", "{\"phase\":\"Applied\",\"later\":[]}");

        assertThat(TolerantDecoding.isUnreadable(migration)).isFalse();
        assertThat(migration.getSpec().target()).isEqualTo("t");
        assertThat(migration.getStatus().phase()).isEqualTo("Applied");
    }

    @Test
    void aStatusThatDoesNotFitIsLeftOutAndTheSpecStands() {
        var migration = read("{\"target\":\"t\"}", "{\"conditions\":\"none\",\"bundle\":7}");

        assertThat(TolerantDecoding.isUnreadable(migration)).isFalse();
        assertThat(migration.getSpec().target()).isEqualTo("t");
        assertThat(migration.getStatus()).isNull();
    }

    @Test
    void aSpecThatDoesNotFitIsNeverGuessedAt() {
        var migration = read("{\"target\":\"t\",\"suspend\":{\"since\":\"today\"}}", "null");

        assertThat(TolerantDecoding.isUnreadable(migration)).isTrue();
        assertThat(TolerantDecoding.whyUnreadable(migration)).contains("Boolean");
        assertThat(migration.getMetadata().getName()).isEqualTo("a");
    }
}
