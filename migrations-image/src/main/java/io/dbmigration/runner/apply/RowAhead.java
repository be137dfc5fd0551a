package io.dbmigration.runner.apply;

import io.dbmigration.runner.history.HistoryRow;
import io.dbmigration.runner.history.Marker;
import io.dbmigration.runner.history.PendingRow;

/**
 * The row of the next script, which the message of the one before it inserts behind its own record, once its session is renewed. Where
 * that fails, the next script's row is inserted as any other.
 *
 * @param versionApplied of the row before it, once that is applied
 */
record RowAhead(long versionApplied, PendingRow pending, Mark mark) {

    /** What stands in its logs: the same for all atomic scripts of a session. */
    record Mark(Marker marker, String logs) {

        static Mark of(Marker marker) {
            return new Mark(marker, marker.inProgress());
        }
    }

    RowStart.Started started() {
        return new RowStart.Started(pending, pending.inserted(mark.logs()), mark.marker());
    }

    /** The command, for behind the script whose row this is. */
    String insertBehind(HistoryRow before, ApplyContext context, PlannedRows plan) {
        return context.history()
                .insertAheadText(
                        plan.stateWith(before.asApplied(versionApplied)),
                        pending,
                        mark.logs(),
                        context.session().renewed(),
                        context.session().connection().getStandardConformingStrings());
    }
}
