package io.dbmigration.runner.database;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a run wants its connections.
 *
 * @param runId stands in application_name
 * @param workFolder writable, for certificates
 * @param psql a psql program that tells the role's own settings as libpq sees them; null: they are read from the catalog
 * @param lockTimeout of the script's session, see {@link ServerFacts#lockTimeout}; null: the role's own
 * @param statementTimeout of the script's session; null: the role's own, zero: none
 */
public record ServerOptions(
        String runId,
        Path workFolder,
        @Nullable Path psql,
        @Nullable Duration lockTimeout,
        @Nullable Duration statementTimeout,
        Missing missing) {

    /** What to do about a database or schema that is not there. */
    public enum Missing {
        REFUSE,
        /** A missing schema is made, a missing database is not. */
        CREATE_SCHEMA,
        CREATE
    }
}
