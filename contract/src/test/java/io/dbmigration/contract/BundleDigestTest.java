package io.dbmigration.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class BundleDigestTest {

    private static final byte[] LOCK = "provider = \"postgresql\"\n".getBytes(UTF_8);
    private static final byte[] SQL = "select 1;\n".getBytes(UTF_8);

    @Test
    void staysTheSameForEverWhateverTheVersion() {
        assertThat(BundleDigest.ofBundle(Map.of("migration_lock.toml", LOCK, "1_a/migration.sql", SQL)))
                .isEqualTo("sha256:ac59d06eab0b90a27309830e14a77a5754ae596817f0631bc00249d25b9b3566");
    }

    @Test
    void ignoresFilesThatAreNoPartOfTheLayout() {
        assertThat(BundleDigest.ofBundle(
                        Map.of("1_a/migration.sql", SQL, "README.md", SQL, "1_a/notes.txt", SQL, "migration.sql", SQL)))
                .isEqualTo(BundleDigest.ofBundle(Map.of("1_a/migration.sql", SQL)));
    }

    @Test
    void doesNotConfuseWhereOneContentEndsAndTheNextBegins() {
        assertThat(BundleDigest.ofAll(Map.of("a", "bc".getBytes(UTF_8))))
                .isNotEqualTo(BundleDigest.ofAll(Map.of("ab", "c".getBytes(UTF_8))));
    }

    @Test
    void countsTheRollbackToo() {
        assertThat(BundleDigest.ofBundle(Map.of("1_a/migration.sql", SQL, "1_a/rollback.sql", SQL)))
                .isNotEqualTo(BundleDigest.ofBundle(Map.of("1_a/migration.sql", SQL)));
    }
}
