package io.dbmigration.runner.history;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How often one script was cut off: its rows are the memory, so that every run counts the same. */
public final class Interruptions {

    private static final Set<Marker.State> CUT_OFF = Set.of(Marker.State.IN_PROGRESS, Marker.State.INTERRUPTED);

    private Interruptions() {}

    /**
     * Rows of this name and checksum since its last finished row that a cut left, under the present value of the retry annotation.
     *
     * @param rows in the order of the table
     */
    public static int count(List<HistoryRow> rows, String name, String checksum, @Nullable String retry) {
        var count = 0;
        for (var row : rows) {
            if (row.name().equals(name) && row.finishedAt() != null) {
                count = 0;
            } else if (row.name().equals(name) && row.checksum().equals(checksum) && cutOff(row, retry)) {
                count++;
            }
        }
        return count;
    }

    private static boolean cutOff(HistoryRow row, @Nullable String retry) {
        return row.marker()
                .filter(marker -> marker.execution() != Execution.ROLLBACK)
                .filter(marker -> CUT_OFF.contains(marker.state()) && Objects.equals(marker.retry(), retry))
                .isPresent();
    }
}
