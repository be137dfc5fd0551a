package io.dbmigration.runner.apply;

import io.dbmigration.runner.bundle.Migration;
import io.dbmigration.runner.bundle.Script;
import io.dbmigration.runner.history.Execution;
import io.dbmigration.runner.history.HistoryRow;
import io.dbmigration.runner.history.Interruptions;
import io.dbmigration.runner.history.Marker;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which unfinished rows a run may clear by itself.
 *
 * @param rows the whole history
 * @param retry value of the retry annotation, if any
 * @see "design-run.md, 4.4: interrupted rows, and: a fixed bundle goes on"
 */
record GoOnRules(
        List<HistoryRow> rows,
        List<Migration> bundle,
        @Nullable String retry) {

    /** The first time and twice again. */
    private static final int MOST_INTERRUPTIONS = 3;

    boolean allow(HistoryRow row) {
        return row.marker()
                .map(marker -> switch (marker.state()) {
                    case IN_PROGRESS, INTERRUPTED -> allowInterrupted(row, marker);
                    case FAILED_LEFT_NOTHING ->
                        isRetryAsked(marker) || marker.execution() == Execution.ATOMIC && isAnotherScript(row);
                    case FAILED -> false;
                })
                .orElse(false);
    }

    private boolean allowInterrupted(HistoryRow row, Marker marker) {
        return marker.execution() == Execution.ATOMIC
                && (isAnotherScript(row)
                        || Interruptions.count(rows, row.name(), row.checksum(), retry) < MOST_INTERRUPTIONS);
    }

    private boolean isRetryAsked(Marker marker) {
        return retry != null && !retry.equals(marker.retry());
    }

    /** Also when the bundle has no such migration any more. */
    private boolean isAnotherScript(HistoryRow row) {
        return scriptNow(row.name())
                .map(Script::checksum)
                .filter(row.checksum()::equals)
                .isEmpty();
    }

    private Optional<Script> scriptNow(String name) {
        return bundle.stream()
                .filter(migration -> migration.name().equals(name))
                .findFirst()
                .flatMap(migration -> Optional.ofNullable(migration.script()));
    }
}
