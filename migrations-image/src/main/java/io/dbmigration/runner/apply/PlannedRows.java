package io.dbmigration.runner.apply;

import io.dbmigration.contract.RunException;
import io.dbmigration.runner.history.HistoryRow;
import io.dbmigration.runner.history.TableState;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The history as this run knows it; asked before each script and each try whether it still is so, and whether the lock is ours. */
final class PlannedRows {

    static final String CHANGED = "another session has changed the history of migrations";

    private final ApplyContext context;
    private final Map<String, HistoryRow> expected = new HashMap<>();
    private TableState state = TableState.EMPTY;

    PlannedRows(ApplyContext context, List<HistoryRow> rows) {
        this.context = context;
        rows.forEach(this::expect);
    }

    /** A row that this run has just written. */
    void expect(HistoryRow row) {
        var before = expected.put(row.id(), row);
        state = before == null ? state.with(row) : state.without(before).with(row);
    }

    /** What the table is to be like. */
    TableState state() {
        return state;
    }

    /** Why the plan does not hold any more; empty: it does. */
    Optional<String> difference() {
        try {
            if (!context.session().holdsLock()) {
                return Optional.of("this session has lost the advisory lock");
            }
            return isAsExpected() ? Optional.empty() : Optional.of(CHANGED);
        } catch (SQLException | RunException lost) {
            return Optional.of("a connection was lost: " + lost.getMessage());
        }
    }

    private boolean isAsExpected() {
        return context.history().state().equals(state)
                || sayTheSame(context.history().rows());
    }

    /** VACUUM FULL moves rows without changing any. */
    private boolean sayTheSame(List<HistoryRow> rows) {
        var same = rows.size() == expected.size() && rows.stream().allMatch(this::isExpected);
        if (same) {
            rows.forEach(this::expect);
        }
        return same;
    }

    private boolean isExpected(HistoryRow row) {
        var known = expected.get(row.id());
        return known != null && known.saysTheSameAs(row);
    }
}
