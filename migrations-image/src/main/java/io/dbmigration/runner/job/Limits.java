package io.dbmigration.runner.job;

import io.dbmigration.runner.database.ServerOptions;
import io.dbmigration.runner.database.ServerOptions.Missing;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a deploy waits.
 *
 * @param advisoryLock for another writer
 * @param lock for each try of a script; null: the role's own lock_timeout
 * @param lockBudget how long tries go on
 * @param statement null: the role's own, zero: none
 */
public record Limits(
        Duration advisoryLock,
        @Nullable Duration lock,
        Duration lockBudget,
        @Nullable Duration statement) {

    /** @param missing what to do about a database or schema that is not there */
    ServerOptions serverOptions(String run, RunTools tools, Missing missing) {
        return new ServerOptions(
                run, tools.workFolder(), tools.programs().find("psql").orElse(null), lock, statement, missing);
    }
}
