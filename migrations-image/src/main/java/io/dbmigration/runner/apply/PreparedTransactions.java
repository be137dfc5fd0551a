package io.dbmigration.runner.apply;

import io.dbmigration.contract.RunResult.Notice;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The prepared transactions of this database: one that a script leaves keeps its locks for ever. */
record PreparedTransactions(List<String> names) {

    private static final String NAMES = "SELECT gid FROM pg_catalog.pg_prepared_xacts"
            + " WHERE database = pg_catalog.current_database() AND owner = current_user";

    static PreparedTransactions of(ApplyContext context) {
        return new PreparedTransactions(read(context));
    }

    private List<String> newSince(ApplyContext context) {
        var now = new ArrayList<>(read(context));
        now.removeAll(names);
        return now;
    }

    /** Tells of those that were not there before; a program of the same role may have made them. */
    Outcome warn(ApplyContext context, Outcome outcome) {
        var left = newSince(context);
        if (left.isEmpty() || !(outcome instanceof Outcome.Applied(var row, var notices, var renewed))) {
            return outcome;
        }
        var more = new ArrayList<>(notices);
        more.add(new Notice(
                "PreparedTransactionLeft",
                row.name() + ": since it began there are new prepared transactions, which keep their locks: " + left));
        return new Outcome.Applied(row, List.copyOf(more), renewed);
    }

    private static List<String> read(ApplyContext context) {
        if (!context.connections().facts().preparesTransactions()) {
            return List.of();
        }
        try {
            return new BookkeepingQuery(context).all(NAMES);
        } catch (SQLException unreadable) {
            return List.of();
        }
    }
}
