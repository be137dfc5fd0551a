package io.dbmigration.runner.apply;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.runner.bundle.Migration;
import io.dbmigration.runner.database.Connections;
import io.dbmigration.runner.database.LockListener;
import io.dbmigration.runner.database.Pause;
import io.dbmigration.runner.history.HistoryRow;
import io.dbmigration.runner.history.HistoryTable;
import io.dbmigration.runner.history.Marker;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Unfinished rows that no person has to look at: an atomic script that was cut off or that the database refused has left nothing. Its
 * row is marked rolled back, which is the fence: should its session still live, its record finds no row and undoes the script. Called
 * while the advisory lock is held.
 */
public final class InterruptedRows {

    private static final Duration LOOK = Duration.ofMillis(500);

    private final Connections connections;
    private final HistoryTable history;
    private final Duration courtesy;
    private final LockListener listener;

    /** @param courtesy how long to wait for a session that still works on its script before it is fenced */
    public InterruptedRows(Connections connections, HistoryTable history, Duration courtesy, LockListener listener) {
        this.connections = connections;
        this.history = history;
        this.courtesy = courtesy;
        this.listener = listener;
    }

    /**
     * The history after it; what is unfinished then waits for a person (Prisma's P3009).
     *
     * @param bundle its migrations, for scripts that are another now
     * @param retry value of the retry annotation, if any
     */
    public List<HistoryRow> clear(List<HistoryRow> rows, List<Migration> bundle, @Nullable String retry) {
        var rules = new GoOnRules(rows, bundle, retry);
        var changed = false;
        for (var row : rows) {
            if (row.failed() && rules.allow(row)) {
                fence(row);
                changed = true;
            }
        }
        return changed ? history.rows() : rows;
    }

    /** The history as {@link #clear} would leave it, for those who only look. */
    public static List<HistoryRow> asIfCleared(List<HistoryRow> rows, List<Migration> bundle, @Nullable String retry) {
        var rules = new GoOnRules(rows, bundle, retry);
        return rows.stream()
                .map(row -> row.failed() && rules.allow(row) ? row.asRolledBack() : row)
                .toList();
    }

    private void fence(HistoryRow first) {
        Optional<HistoryRow> row = waitForItsSession(first);
        // Misses when the session has just finished, or has changed to statement by statement: then the new row counts.
        while (row.isPresent() && row.get().failed() && isAtomic(row.get())) {
            if (history.markRolledBack(row.get()).isPresent()) {
                return;
            }
            var before = row.get();
            row = history.row(first.id());
            if (row.filter(before::saysTheSameAs).isPresent()) {
                throw new RunException(
                        Reason.TABLE_LOST,
                        "The row of %s in the history %s cannot be changed: a trigger or a rule of the table keeps changes out. Nothing was run."
                                .formatted(first.name(), history.qualifiedName()));
            }
        }
    }

    private static boolean isAtomic(HistoryRow row) {
        return row.marker().filter(m -> m.execution().leavesNothing()).isPresent();
    }

    private Optional<HistoryRow> waitForItsSession(HistoryRow first) {
        var deadline = System.nanoTime() + courtesy.toNanos();
        var row = Optional.of(first);
        var told = false;
        while (System.nanoTime() < deadline
                && row.filter(r -> r.failed() && isStillWorkedOn(r)).isPresent()) {
            if (!told) {
                told = true;
                listener.waitingFor("the session that still works on " + first.name());
            }
            Pause.of(LOOK);
            row = history.row(first.id());
        }
        return row;
    }

    private boolean isStillWorkedOn(HistoryRow row) {
        return row.marker()
                .filter(m -> m.state() == Marker.State.IN_PROGRESS)
                .filter(this::lives)
                .isPresent();
    }

    private boolean lives(Marker marker) {
        if (!marker.postmasterStart().equals(connections.facts().postmasterStart())) {
            return false;
        }
        try {
            var state = connections.bookkeeping().stateOf(marker.pid(), marker.backendStart());
            return state.filter(s -> !s.equals("idle")).isPresent();
        } catch (SQLException unknown) {
            return false;
        }
    }
}
