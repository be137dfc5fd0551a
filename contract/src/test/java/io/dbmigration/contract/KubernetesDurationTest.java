package io.dbmigration.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KubernetesDurationTest {

    @ParameterizedTest
    @CsvSource({"90s,PT1M30S", "1h30m,PT1H30M", "500ms,PT0.5S", "0s,PT0S", "720h,PT720H"})
    void readsWhatKubernetesWrites(String text, Duration expected) {
        assertThat(KubernetesDuration.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "2 weeks", "-5s", "5d", "1.5h", "99999999999999999999h", "9223372036854775807h"})
    void refusesEverythingElse(String text) {
        assertThatThrownBy(() -> KubernetesDuration.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void writesTheShortestText() {
        assertThat(KubernetesDuration.format(Duration.ofSeconds(5430))).isEqualTo("1h30m30s");
        assertThat(KubernetesDuration.format(Duration.ZERO)).isEqualTo("0s");
    }
}
