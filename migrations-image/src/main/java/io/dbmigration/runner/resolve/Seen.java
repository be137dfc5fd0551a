package io.dbmigration.runner.resolve;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.runner.bundle.Script;
import io.dbmigration.runner.history.HistoryRow;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the person saw who asks for a correction.
 *
 * @param checksum of the migration's script; null: not said
 * @param startedAt of its newest failed row; null: not said
 */
public record Seen(@Nullable String checksum, @Nullable Instant startedAt) {

    /**
     * @param script of the bundle; null: the bundle has none, and the newest failed row stands for it
     * @param rows of the migration, oldest first
     * @throws RunException StateChanged
     */
    void require(String migration, @Nullable Script script, List<HistoryRow> rows) {
        requireScript(migration, script, rows);
        requireRow(migration, rows);
    }

    private void requireScript(String migration, @Nullable Script script, List<HistoryRow> rows) {
        if (checksum == null) {
            return;
        }
        var same = script == null
                ? rows.stream().anyMatch(row -> row.checksum().equals(checksum))
                : script.hasChecksum(checksum);
        if (!same) {
            throw changed(
                    script == null
                            ? "The bundle has no script of %s, and no row of it has the checksum %s of the request."
                                    .formatted(migration, checksum)
                            : "The script of %s has the checksum %s, not %s as the request says."
                                    .formatted(migration, script.checksum(), checksum));
        }
    }

    /** A row that this very correction has marked already is the one that was seen, too. */
    private void requireRow(String migration, List<HistoryRow> rows) {
        if (startedAt == null) {
            return;
        }
        var failed = rows.stream().filter(HistoryRow::failed).toList();
        var same = failed.isEmpty()
                ? rows.stream()
                        .anyMatch(row -> row.rolledBack() && row.startedAt().equals(startedAt))
                : failed.getLast().startedAt().equals(startedAt);
        if (!same) {
            throw changed("%s has %s, not one that started at %s as the request says."
                    .formatted(
                            migration,
                            failed.isEmpty()
                                    ? "no failed row"
                                    : "a failed row that started at "
                                            + failed.getLast().startedAt(),
                            startedAt));
        }
    }

    private static RunException changed(String message) {
        return new RunException(Reason.STATE_CHANGED, message);
    }
}
