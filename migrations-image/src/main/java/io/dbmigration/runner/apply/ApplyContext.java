package io.dbmigration.runner.apply;

import io.dbmigration.runner.database.Connections;
import io.dbmigration.runner.database.ScriptSession;
import io.dbmigration.runner.history.HistoryTable;

/** What every part of an apply works with. */
record ApplyContext(
        Connections connections,
        HistoryTable history,
        ApplySettings settings,
        Cancellation cancellation,
        ApplyListener listener) {

    ScriptSession session() {
        return connections.script();
    }

    ApplySettings.Patience patience() {
        return settings.patience();
    }
}
