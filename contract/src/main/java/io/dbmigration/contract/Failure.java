package io.dbmigration.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong in one migration, as PostgreSQL said it. No secret, no row data.
 *
 * @param statement index of the failing statement in its script, from 1
 * @param line line in the script, from 1
 * @param sqlState five characters, for example {@code 42601}
 * @param code Prisma's code, for example {@code P3018}
 * @param blockedBy the sessions that held the lock
 * @param logTail the last lines the server said
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Failure(
        @Nullable String migration,
        @Nullable Integer statement,
        @Nullable Integer line,
        @Nullable String sqlState,
        @Nullable String code,
        @Nullable String message,
        @Nullable String detail,
        @Nullable String hint,
        @Nullable String blockedBy,
        @Nullable String logTail) {}
