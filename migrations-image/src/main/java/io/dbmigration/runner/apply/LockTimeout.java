package io.dbmigration.runner.apply;

import io.dbmigration.runner.database.Query;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** The lock_timeout of the script's session. */
record LockTimeout(ApplyContext context) {

    /** Below deadlock_timeout a waiting lock never cancels a running autovacuum. */
    private static final Duration ABOVE_DEADLOCK_TIMEOUT = Duration.ofMillis(500);

    private static final String OFF = "SELECT pg_catalog.current_setting('lock_timeout') AS usual,"
            + " pg_catalog.set_config('lock_timeout', '0', false)";

    /** The longer of what is asked for and what lets autovacuum give way; empty: the role's own, zero: none. */
    Optional<Duration> forOneTry() {
        var asked = context.settings().lockTimeout();
        if (asked == null || asked.isZero()) {
            return Optional.ofNullable(asked);
        }
        var least = context.connections().facts().deadlockTimeout().plus(ABOVE_DEADLOCK_TIMEOUT);
        return Optional.of(asked.compareTo(least) < 0 ? least : asked);
    }

    void setForOneTry() throws SQLException {
        var length = forOneTry();
        if (length.isPresent()) {
            set(length.get().toMillis() + "ms");
        }
    }

    /** @return what it was before, for {@link #set} */
    String switchOff() throws SQLException {
        return new Query(context.session().connection()).one(OFF);
    }

    /** @param value as PostgreSQL shows it */
    void set(String value) throws SQLException {
        new Query(context.session().connection()).run("SET lock_timeout='" + value + "'");
    }
}
