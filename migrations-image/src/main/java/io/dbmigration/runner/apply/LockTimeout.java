package io.dbmigration.runner.apply;

import io.dbmigration.runner.database.Query;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** The lock_timeout of the script's session. */
record LockTimeout(ApplyContext context) {

    /** As PostgreSQL shows it. */
    static final String NONE = "0";

    private static final String OFF = "SELECT pg_catalog.current_setting('lock_timeout') AS usual,"
            + " pg_catalog.set_config('lock_timeout', '" + NONE + "', false)";

    /** With which the session starts, and which each reset brings back; empty: the role's own. */
    Optional<Duration> forOneTry() {
        return Optional.ofNullable(context.settings().lockTimeout())
                .map(context.connections().facts()::lockTimeout);
    }

    /** Where it was changed since. */
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
