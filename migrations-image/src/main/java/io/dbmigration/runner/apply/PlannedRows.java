package io.dbmigration.runner.apply;

import io.dbmigration.contract.RunException;
import io.dbmigration.runner.history.HistoryRow;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The history as this run knows it; asked before each script and each try whether it still is so, and whether the lock is ours. */
final class PlannedRows {

    private final ApplyContext context;
    private final Map<String, HistoryRow> expected;

    PlannedRows(ApplyContext context, List<HistoryRow> rows) {
        this.context = context;
        this.expected = byId(rows);
    }

    /** A row that this run has just written. */
    void expect(HistoryRow row) {
        expected.put(row.id(), row);
    }

    /** Why the plan does not hold any more; empty: it does. */
    Optional<String> difference() {
        try {
            if (!context.session().holdsLock()) {
                return Optional.of("this session has lost the advisory lock");
            }
            return byId(context.history().rows()).equals(expected)
                    ? Optional.empty()
                    : Optional.of("another session has changed the history of migrations");
        } catch (SQLException | RunException lost) {
            return Optional.of("a connection was lost: " + lost.getMessage());
        }
    }

    private static Map<String, HistoryRow> byId(List<HistoryRow> rows) {
        return rows.stream()
                .collect(Collectors.toMap(HistoryRow::id, Function.identity(), (a, b) -> b, LinkedHashMap::new));
    }
}
