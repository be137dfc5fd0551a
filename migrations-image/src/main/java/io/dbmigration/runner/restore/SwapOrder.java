package io.dbmigration.runner.restore;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What a swap is asked for besides the backup.
 *
 * @param confirm what the person typed
 * @param confirmPrefix what has to stand before {@code database@oid} there
 * @param accept names of slots, subscriptions and publications that may be left behind
 * @param mark puts the hold behind a text for people, see {@link HeldMigrations}
 */
public record SwapOrder(String confirm, String confirmPrefix, List<String> accept, UnaryOperator<String> mark) {

    public SwapOrder {
        accept = List.copyOf(accept);
    }
}
