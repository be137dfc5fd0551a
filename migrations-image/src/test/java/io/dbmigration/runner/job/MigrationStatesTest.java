package io.dbmigration.runner.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmigration.contract.ReportLine.MigrationState;
import io.dbmigration.runner.bundle.Bundle;
import io.dbmigration.runner.bundle.Migration;
import io.dbmigration.runner.history.HistoryRow;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MigrationStatesTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void eachMigrationHasTheStateOfTheRowThatCounts() {
        var rows = List.of(
                row("gone", START.plusSeconds(1), null),
                row("applied", START.plusSeconds(2), null),
                row("failed", null, null),
                row("back", null, START.plusSeconds(3)),
                row("again", null, START.plusSeconds(3)),
                row("again", START.plusSeconds(90), null));

        var states = MigrationStates.of(bundle("applied", "failed", "back", "again", "new"), rows);

        assertThat(states)
                .extracting(state -> state.name() + " " + state.state())
                .containsExactly(
                        "gone Missing",
                        "applied Applied",
                        "failed Failed",
                        "back RolledBack",
                        "again Applied",
                        "new Pending");
        assertThat(states).extracting(MigrationState::duration).containsExactly("1s", "2s", null, null, "1m30s", null);
    }

    @Test
    void aClientsClockThatRanBackwardsMakesNoNegativeDuration() {
        var states = MigrationStates.of(bundle("m"), List.of(row("m", START.minusSeconds(5), null)));

        assertThat(states).extracting(MigrationState::duration).containsExactly("0s");
    }

    private static Bundle bundle(String... names) {
        var migrations =
                Stream.of(names).map(name -> new Migration(name, null, null)).toList();
        return new Bundle(migrations, "sha256:1", null, List.of());
    }

    private static HistoryRow row(String name, Instant finished, Instant rolledBack) {
        return new HistoryRow(name, "checksum", finished, name, null, rolledBack, START, 1);
    }
}
