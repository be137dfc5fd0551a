package io.dbmigration.runner.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmigration.contract.RunRequest.Request;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** PostgreSQL cuts longer names by itself, in the middle, and two become one. */
class RestoreOriginTest {

    private static final String UID = "0a1b2c3d-0000-4000-8000-000000000001";

    @Test
    void theNameOfAHalfMadeDatabaseTellsItsWholeRequest() {
        assertThat(origin("run-1").halfMadeName()).isEqualTo("dbm_restoring_" + UID);
    }

    @ParameterizedTest
    @CsvSource({
        "shop, restore-1, shop_before_restore-1",
        "ääääääääääääääääääääääääääääää, restore-12, ääääääääääääääääääääää_before_restore-12"
    })
    void theKeptNameEndsInItsRun(String database, String run, String expected) {
        assertThat(origin(run).keptName(database)).isEqualTo(expected);
        assertThat(expected.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(63);
    }

    @Test
    void aRunWithTheLongestNameOfAJobStillHasItsNumber() {
        var name = origin("a".repeat(55) + "-0a1b2c-7").keptName("shop");

        assertThat(name).startsWith("before_").endsWith("-0a1b2c-7").hasSize(63);
    }

    @Test
    void aNewDatabaseWithoutANameTellsItsTime() {
        var now = Instant.parse("2026-11-28T15:04:05Z");

        assertThat(RestoreOrigin.nameBeside("shop", now)).isEqualTo("shop_restored_20261128_150405");
        assertThat(RestoreOrigin.nameBeside("x".repeat(60), now))
                .endsWith("x_restored_20261128_150405")
                .hasSize(63);
    }

    private static RestoreOrigin origin(String run) {
        return new RestoreOrigin(new Request("DatabaseRestore", "back", UID), run);
    }
}
