package io.dbmigration.runner.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmigration.runner.bundle.Bundle;
import io.dbmigration.runner.bundle.Migration;
import io.dbmigration.runner.history.HistoryRow;
import io.dbmigration.runner.history.Hold;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeldTest {

    private static final Instant NOW = Instant.parse("2026-11-24T23:00:00Z");
    private static final Hold HOLD =
            new Hold(new Hold.Request("MigrationRollback", "back", "uid"), "sha256:a", null, null);

    private static final List<Migration> PENDING =
            List.of(new Migration("1", null, null), new Migration("2", null, null));
    private static final Bundle BUNDLE = new Bundle(PENDING, "sha256:a", null, List.of());

    @Test
    void onlyTheMigrationsWithAHoldAreHeld() {
        assertThat(held(row("2", 1, HOLD.format(""))))
                .extracting(Held::migration)
                .containsExactly("2");
    }

    @Test
    void theNewestRowCounts() {
        assertThat(held(row("2", 1, HOLD.format("")), row("2", 2, null)))
                .as("applied again since, and marked by Prisma")
                .isEmpty();
        assertThat(held(row("2", 2, HOLD.format("")), row("2", 1, null))).hasSize(1);
    }

    @Test
    void aHoldInARowThatCountsHoldsNothing() {
        var applied = new HistoryRow("id", "", NOW, "2", HOLD.format(""), null, NOW, 1);
        assertThat(held(applied)).isEmpty();
    }

    private static List<Held> held(HistoryRow... rows) {
        return Held.of(PENDING, List.of(rows), BUNDLE, null, null);
    }

    private static HistoryRow row(String name, int minute, String logs) {
        return new HistoryRow("id" + minute, "", null, name, logs, NOW.plusSeconds(60L * minute), NOW, 0);
    }
}
