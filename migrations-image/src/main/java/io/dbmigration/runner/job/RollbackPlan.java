package io.dbmigration.runner.job;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.runner.apply.Reversal;
import io.dbmigration.runner.bundle.Bundle;
import io.dbmigration.runner.database.ConnectErrors;
import io.dbmigration.runner.database.Connections;
import io.dbmigration.runner.history.HistoryRow;
import io.dbmigration.runner.history.HistoryTable;
import io.dbmigration.runner.rollback.RollbackCheck;
import io.dbmigration.runner.rollback.RollbackSelection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a rollback is going to do, all of it checked.
 *
 * @param rows of the history on which it is based
 * @param reversals newest first; empty: this request took everything back before
 * @param left the newest migration that stays applied; null: none does
 */
record RollbackPlan(
        List<HistoryRow> rows,
        List<Reversal> reversals,
        @Nullable String left) {

    /** Changes nothing. @throws RunException what the rollback is refused with */
    static RollbackPlan of(RollbackOrder order, Bundle bundle, HistoryTable history, Connections connections) {
        if (!history.exists()) {
            throw new RunException(
                    Reason.HISTORY_NOT_FOUND,
                    "The database has no history of migrations, so nothing can be rolled back.");
        }
        history.check();
        var rows = history.rows();
        var selection = RollbackSelection.of(bundle, rows, order.wish());
        try {
            return new RollbackPlan(rows, reversals(order, bundle, selection, connections), selection.left());
        } catch (SQLException lost) {
            throw ConnectErrors.explain(lost, connections.settings());
        }
    }

    private static List<Reversal> reversals(
            RollbackOrder order, Bundle bundle, RollbackSelection selection, Connections connections)
            throws SQLException {
        var taken = selection.taken();
        var scripts = new RollbackCheck(order.wish(), connections.script().connection()).check(taken);
        return IntStream.range(0, taken.size())
                .mapToObj(i -> new Reversal(
                        taken.get(i).migration().name(),
                        scripts.get(i),
                        taken.get(i).rows(),
                        order.logs(bundle.digest())))
                .toList();
    }
}
