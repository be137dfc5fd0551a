package io.dbmigration.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmigration.runner.testing.HandClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {

    private final HandClock clock = new HandClock();
    private final Pace pace = new Pace(clock, Duration.ofSeconds(10));

    @Test
    void oneGoesThroughInEachInterval() {
        assertThat(pace.allows()).isTrue();
        assertThat(pace.allows()).isFalse();

        clock.pass(Duration.ofSeconds(9));
        assertThat(pace.allows()).isFalse();

        clock.pass(Duration.ofSeconds(1));
        assertThat(pace.allows()).isTrue();
        assertThat(pace.allows()).isFalse();
    }

    @Test
    void aClockThatWasSetBackSilencesNothing() {
        assertThat(pace.allows()).isTrue();

        clock.pass(Duration.ofHours(-1));

        assertThat(pace.allows()).isTrue();
        assertThat(pace.allows()).isFalse();
    }
}
