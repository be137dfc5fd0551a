package io.dbmigration.runner.history;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class HoldTest {

    private static final Hold HOLD =
            new Hold(new Hold.Request("MigrationRollback", "back", "uid-1"), "sha256:a", null, "monday");

    @Test
    void standsOnTheLastLineAndIsNoMarkerOfAScript() {
        var logs = HOLD.format("Rolled back by MigrationRollback back.\n");
        assertThat(logs).startsWith("Rolled back by MigrationRollback back.\n\ndbm: {\"hold\":");
        assertThat(Hold.parse(logs)).contains(HOLD);
        assertThat(Marker.parse(logs)).isEmpty();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "dbm: {}",
                "dbm: null",
                "dbm: {not json",
                "dbm: {\"hold\":{}}",
                "dbm: {\"hold\":{\"request\":{\"kind\":\"k\"}}}",
                "dbm: {\"state\":\"FAILED\"}",
                "dbm: {\"hold\":3}",
            })
    void whatIsNotOursHoldsNothing(String logs) {
        assertThat(Hold.parse(logs)).isEmpty();
    }

    @Test
    void fieldsOfALaterVersionAreIgnored() {
        assertThat(Hold.parse(HOLD.format("x").replace("{\"hold\":{", "{\"hold\":{\"new\":1,")))
                .contains(HOLD);
    }

    @ParameterizedTest(name = "bundle {0}, target {1}, retry {2}")
    @CsvSource(
            nullValues = "-",
            value = {
                "sha256:a, -, -, true",
                "sha256:a, -, monday, true",
                "sha256:a, -, tuesday, false",
                "sha256:b, -, -, false",
                "sha256:a, 2, -, false",
            })
    void stopsTheSameBundleAndTargetUntilRetryIsAskedForAnew(
            String digest, String target, String retry, boolean stops) {
        assertThat(HOLD.stops(digest, target, retry)).isEqualTo(stops);
    }

    @Test
    void withoutADigestItStopsAnyBundle() {
        assertThat(new Hold(HOLD.request(), null, null, null).stops("sha256:z", null, null))
                .isTrue();
    }
}
