package io.dbmigration.runner.apply;

import io.dbmigration.contract.RunException;
import io.dbmigration.runner.bundle.Migration;
import io.dbmigration.runner.history.HistoryTable;
import io.dbmigration.runner.history.PendingRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rows that a run is going to write. */
final class PendingRows {

    private static final Logger LOG = LoggerFactory.getLogger(PendingRows.class);

    private final HistoryTable history;
    private final Map<String, PendingRow> prepared = new HashMap<>();

    PendingRows(HistoryTable history) {
        this.history = history;
    }

    /** Asks the server once, and not for each of them, what they will be like. */
    void prepare(List<Migration> pending) {
        try {
            history.pendingRows(pending).forEach(row -> prepared.put(row.name(), row));
        } catch (RunException lost) {
            LOG.debug("the history is read behind each script", lost);
        }
    }

    /** For one insert: an id is never used twice. */
    PendingRow take(Migration migration) {
        var row = prepared.remove(migration.name());
        return row == null ? PendingRow.of(migration) : row;
    }
}
