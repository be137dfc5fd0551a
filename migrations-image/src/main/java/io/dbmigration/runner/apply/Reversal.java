package io.dbmigration.runner.apply;

import io.dbmigration.contract.BundleLayout;
import io.dbmigration.runner.history.HistoryRow;
import io.dbmigration.runner.script.ParsedScript;
import java.util.List;

/**
 * An applied migration that is to be taken back.
 *
 * @param script its rollback.sql
 * @param rows all of that name that are not rolled back, as last read
 * @param logs what they say afterwards; no other run writes the same
 */
public record Reversal(String migration, ParsedScript script, List<HistoryRow> rows, String logs) implements Sending {

    public Reversal {
        rows = List.copyOf(rows);
    }

    @Override
    public String title() {
        return titleOf(migration);
    }

    /** {@code <migration>/rollback.sql}. */
    public static String titleOf(String migration) {
        return migration + "/" + BundleLayout.ROLLBACK;
    }

    boolean isRecordedIn(HistoryRow row) {
        return row.rolledBack() && logs.equals(row.logs());
    }
}
