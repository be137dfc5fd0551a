package io.dbmigration.runner.apply;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.runner.history.HistoryRow;
import io.dbmigration.runner.history.TableState;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The history as this run knows it; asked before each script and each try whether it still is so, and whether the lock is ours. */
final class PlannedRows {

    private static final Logger LOG = LoggerFactory.getLogger(PlannedRows.class);

    static final String CHANGED = "another session has changed the history of migrations";

    private final ApplyContext context;
    private final Map<String, HistoryRow> expected = new HashMap<>();
    private TableState state = TableState.EMPTY;
    /** Ids of rows that this run has written and not read since: their times are not known, nor where they lie. */
    private final Set<String> unread = new HashSet<>();

    PlannedRows(ApplyContext context, List<HistoryRow> rows) {
        this.context = context;
        rows.forEach(this::expect);
        if (expected.size() < rows.size()) {
            throw new RunException(
                    Reason.TABLE_LOST,
                    "The history %s has rows with the same id: its primary key is lost. Nothing was run."
                            .formatted(context.history().qualifiedName()));
        }
    }

    /** A row as it was read. */
    void expect(HistoryRow row) {
        put(row);
        unread.remove(row.id());
    }

    /** A row as this run has just written it, which the server has acknowledged. */
    void expectUnread(HistoryRow row) {
        put(row);
        unread.add(row.id());
    }

    private void put(HistoryRow row) {
        state = stateWith(row);
        expected.put(row.id(), row);
    }

    /** What the table is to be like once this row is so, too. */
    TableState stateWith(HistoryRow row) {
        var before = expected.get(row.id());
        return before == null ? state.with(row) : state.without(before).with(row);
    }

    /** What the table is to be like. */
    TableState state() {
        return state;
    }

    /** As far as they can be read. */
    List<HistoryRow> rows() {
        try {
            if (!unread.isEmpty()) {
                context.history().rows().stream().filter(this::isExpected).forEach(this::expect);
            }
        } catch (RunException lost) {
            LOG.debug("{} rows keep what was known of them", unread.size(), lost);
        }
        return List.copyOf(expected.values());
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
        return context.history().state().isAs(state)
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
        return known != null
                && (unread.contains(row.id()) ? known.saysTheSameButForTimesAs(row) : known.saysTheSameAs(row));
    }
}
