package io.dbmigration.runner.report;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Of what comes often, lets one through in each interval. A clock that was set back makes nothing wait. */
public final class Pace {

    private final Clock clock;
    private final Duration interval;
    private Instant last = Instant.MAX;

    public Pace(Clock clock, Duration interval) {
        this.clock = clock;
        this.interval = interval;
    }

    /** Whether this one goes through; the first one does. */
    public boolean allows() {
        var now = clock.instant();
        if (!now.isBefore(last) && Duration.between(last, now).compareTo(interval) < 0) {
            return false;
        }
        last = now;
        return true;
    }
}
