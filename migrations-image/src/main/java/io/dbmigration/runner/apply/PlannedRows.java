package io.dbmigration.runner.apply;

import io.dbmigration.contract.RunException;
import io.dbmigration.runner.history.HistoryRow;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The history as this run knows it; asked before each script and each try whether it still is so, and whether the lock is ours. */
final class PlannedRows {

    private static final String CHANGED = "another session has changed the history of migrations";

    private final ApplyContext context;
    private final Map<String, HistoryRow> expected;
    private final Set<String> writtenSince = new HashSet<>();
    /** Null: not compared yet. */
    private @Nullable Map<String, String> digests;

    PlannedRows(ApplyContext context, List<HistoryRow> rows) {
        this.context = context;
        this.expected = new HashMap<>(byId(rows));
    }

    /** A row that this run has just written. */
    void expect(HistoryRow row) {
        expected.put(row.id(), row);
        writtenSince.add(row.id());
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

    /** Digests are read before rows: what changes in between is seen now or the next time. */
    private boolean isAsExpected() {
        var before = digests;
        var now = context.history().digests();
        digests = now;
        if (before == null) {
            return byId(context.history().rows()).equals(expected);
        }
        var unchanged = onlyOursChanged(before, now) && oursAreAsWritten();
        writtenSince.clear();
        return unchanged;
    }

    private boolean onlyOursChanged(Map<String, String> before, Map<String, String> now) {
        var ids = new HashSet<>(before.keySet());
        ids.addAll(now.keySet());
        ids.removeAll(writtenSince);
        return ids.stream().allMatch(id -> Objects.equals(before.get(id), now.get(id)));
    }

    private boolean oursAreAsWritten() {
        return writtenSince.stream()
                .allMatch(id -> Optional.ofNullable(expected.get(id))
                        .equals(context.history().row(id)));
    }

    private static Map<String, HistoryRow> byId(List<HistoryRow> rows) {
        return rows.stream().collect(Collectors.toMap(HistoryRow::id, Function.identity()));
    }
}
