package io.dbmigration.runner.history;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarkerTest {

    private static final Marker MARKER = new Marker(
            Marker.State.IN_PROGRESS,
            Execution.STATEMENT_BY_STATEMENT,
            "basefly-a1b2c3-7",
            4711,
            "2026-11-24 23:11:00.123456",
            "2026-11-01 00:00:00",
            "2026-11-24T23:00:00Z \"quoted\"\nline",
            3);

    @Test
    void standsOnTheLastLineBehindWhatPeopleRead() {
        var logs = MARKER.format("This migration is in progress.\nStatement 3 has started.\n");
        assertThat(logs).startsWith("This migration is in progress.\nStatement 3 has started.\n\ndbm: {");
        assertThat(Marker.parse(logs)).contains(MARKER);
    }

    @Test
    void changesOnePartAtATime() {
        assertThat(MARKER.as(Marker.State.FAILED).state()).isEqualTo(Marker.State.FAILED);
        assertThat(MARKER.executedAs(Execution.ATOMIC).execution()).isEqualTo(Execution.ATOMIC);
        assertThat(MARKER.atStatement(9).statement()).isEqualTo(9);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "A migration failed to apply.",
                "dbm: {}",
                "dbm: null",
                "dbm: {\"state\":\"OF_A_LATER_VERSION\"}",
                "dbm: {not json",
                "dbm: {\"state\":\"FAILED\"}\nwritten by somebody else",
            })
    void whatIsNotOursIsNoMarker(String logs) {
        assertThat(Marker.parse(logs)).isEmpty();
    }

    @Test
    void fieldsOfALaterVersionAreIgnored() {
        var logs = MARKER.format("x").replace("{", "{\"new\":1,");
        assertThat(Marker.parse(logs)).contains(MARKER);
    }
}
