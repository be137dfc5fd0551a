package io.dbmigration.runner.apply;

import io.dbmigration.runner.bundle.Migration;
import io.dbmigration.runner.history.Execution;
import io.dbmigration.runner.history.HistoryRow;
import io.dbmigration.runner.history.Marker;
import io.dbmigration.runner.history.Marker.State;
import java.util.List;

/** What settles an unfinished row, so that deploys go on. */
public enum WayOut {
    /** The next deploy, by itself. */
    NextDeploy,
    /** Nothing is left: another script under its name, or a retry of the same one. */
    CorrectedScript,
    /** Nothing is left in this database, and only a person knows what is left outside: a retry. */
    Retry,
    /** Something may be left: a person looks, and says what became of it. */
    Resolve;

    /** @param rows the whole history; @param bundle what the next deploy brings, without a retry */
    public static WayOut of(HistoryRow row, List<HistoryRow> rows, List<Migration> bundle) {
        return new GoOnRules(rows, bundle, null).allow(row) ? NextDeploy : ofBlocked(row);
    }

    /** Of a row that no deploy of this bundle clears by itself. */
    public static WayOut ofBlocked(HistoryRow row) {
        return row.marker().map(WayOut::ofBlocked).orElse(Resolve);
    }

    /** As {@link GoOnRules}. */
    private static WayOut ofBlocked(Marker marker) {
        if (marker.state() != State.FAILED && marker.execution() == Execution.ATOMIC) {
            return CorrectedScript;
        }
        return marker.state() == State.FAILED_LEFT_NOTHING ? Retry : Resolve;
    }

    /** For people, behind its name: what they have to know to choose. */
    public String told() {
        return switch (this) {
            case NextDeploy, CorrectedScript -> "left nothing behind";
            case Retry -> "left nothing behind in this database";
            case Resolve -> "may have left something behind";
        };
    }
}
