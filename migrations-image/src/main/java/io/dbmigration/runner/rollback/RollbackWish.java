package io.dbmigration.runner.rollback;

import io.dbmigration.runner.history.Hold;
import org.jspecify.annotations.Nullable;

/**
 * What a person wants to be taken back.
 *
 * @param migration the last one to be taken back
 * @param from the newest applied migration as the person saw it; null: whatever it is
 * @param request what it took back in an earlier run counts as still applied
 */
public record RollbackWish(
        String migration, @Nullable String from, boolean acceptDataLoss, boolean acceptPartial, Hold.Request request) {}
