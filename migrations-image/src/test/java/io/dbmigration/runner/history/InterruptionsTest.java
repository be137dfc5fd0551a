package io.dbmigration.runner.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class InterruptionsTest {

    private static final Instant NOW = Instant.parse("2026-11-24T23:00:00Z");

    @Test
    void countsCutsOfThisScriptUnderThisRetry() {
        var rows = List.of(
                cut("a", "sum", null, Marker.State.INTERRUPTED),
                cut("a", "sum", null, Marker.State.IN_PROGRESS),
                cut("a", "sum", "retry-1", Marker.State.INTERRUPTED),
                cut("a", "other", null, Marker.State.INTERRUPTED),
                cut("b", "sum", null, Marker.State.INTERRUPTED),
                cut("a", "sum", null, Marker.State.FAILED_LEFT_NOTHING),
                row("a", "sum", null, null));
        assertThat(Interruptions.count(rows, "a", "sum", null)).isEqualTo(2);
        assertThat(Interruptions.count(rows, "a", "sum", "retry-1")).isEqualTo(1);
        assertThat(Interruptions.count(rows, "a", "sum", "retry-2")).isZero();
    }

    @Test
    void aFinishedRowStartsTheCountAgain() {
        var rows = List.of(
                cut("a", "sum", null, Marker.State.INTERRUPTED),
                row("a", "sum", NOW, null),
                cut("a", "sum", null, Marker.State.INTERRUPTED));
        assertThat(Interruptions.count(rows, "a", "sum", null)).isEqualTo(1);
    }

    private static HistoryRow cut(String name, String checksum, String retry, Marker.State state) {
        var marker = new Marker(state, Execution.ATOMIC, "run", 1, "then", "before", retry, null);
        return row(name, checksum, null, marker.format("cut off"));
    }

    private static HistoryRow row(String name, String checksum, Instant finishedAt, String logs) {
        return new HistoryRow("id", checksum, finishedAt, name, logs, null, NOW, 0);
    }
}
