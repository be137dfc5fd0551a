package io.dbmigration.runner.apply;

import io.dbmigration.contract.RunException;
import io.dbmigration.runner.history.HistoryRow;
import io.dbmigration.runner.history.TableState;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The history as this run knows it; asked before each script and each try whether it still is so, and whether the lock is ours. */
final class PlannedRows {

    private static final Logger LOG = LoggerFactory.getLogger(PlannedRows.class);

    static final String CHANGED = "another session has changed the history of migrations";

    private final ApplyContext context;
    private final Map<String, HistoryRow> expected = new HashMap<>();
    private TableState state = TableState.EMPTY;
    /** As it was before this run has finished it; null: all are known as they are. */
    private @Nullable HistoryRow unread;

    PlannedRows(ApplyContext context, List<HistoryRow> rows) {
        this.context = context;
        rows.forEach(this::expect);
    }

    /** A row that this run has just written. */
    void expect(HistoryRow row) {
        var before = expected.put(row.id(), row);
        state = before == null ? state.with(row) : state.without(before).with(row);
        if (unread != null && unread.id().equals(row.id())) {
            unread = null;
        }
    }

    /**
     * A row that this run has just finished, which the server has acknowledged: what it holds now is read by the command that inserts the
     * next one.
     *
     * @param begun as it was
     */
    void expectFinished(HistoryRow begun) {
        unread = begun;
    }

    Optional<HistoryRow> unread() {
        return Optional.ofNullable(unread);
    }

    /** What the table is to be like. */
    TableState state() {
        return state;
    }

    /** As far as they can be read. */
    List<HistoryRow> rows() {
        try {
            readUnread();
        } catch (RunException lost) {
            LOG.debug("{} keeps what was known of it", unread, lost);
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
        readUnread();
        return context.history().state().equals(state)
                || sayTheSame(context.history().rows());
    }

    private void readUnread() {
        if (unread != null) {
            context.history().row(unread.id()).filter(HistoryRow::applied).ifPresent(this::expect);
        }
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
