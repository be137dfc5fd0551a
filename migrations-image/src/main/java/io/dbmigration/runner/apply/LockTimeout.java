package io.dbmigration.runner.apply;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** The lock_timeout of the script's session. */
record LockTimeout(ApplyContext context) {

    /** Below deadlock_timeout a waiting lock never cancels a running autovacuum. */
    private static final Duration ABOVE_DEADLOCK_TIMEOUT = Duration.ofMillis(500);

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
        var before =
                Sql.all(context.session().connection(), "SHOW lock_timeout").getFirst();
        set("0");
        return before;
    }

    /** @param value as PostgreSQL shows it */
    void set(String value) throws SQLException {
        Sql.run(context.session().connection(), "SET lock_timeout='" + value + "'");
    }
}
