package io.dbmigration.runner.job;

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
        @Nullable Duration statement) {}
