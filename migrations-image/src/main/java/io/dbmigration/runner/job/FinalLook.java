package io.dbmigration.runner.job;

import io.dbmigration.contract.RunException;
import io.dbmigration.runner.bundle.Bundle;
import io.dbmigration.runner.database.Connections;
import io.dbmigration.runner.diagnosis.Diagnosis;
import io.dbmigration.runner.history.HistoryRow;
import io.dbmigration.runner.history.HistoryTable;
import io.dbmigration.runner.report.Report;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How things stand when a run ends, well or not: read from the history once more, where it can still be read. */
final class FinalLook {

    private final HistoryTable history;
    private final Bundle bundle;
    private final @Nullable String target;

    FinalLook(Connections connections, Bundle bundle, @Nullable String target) {
        this.history = new HistoryTable(connections, Duration.ZERO, holder -> {});
        this.bundle = bundle;
        this.target = target;
    }

    void tell(RunFacts facts, Report report) {
        try {
            var rows = history.exists() ? history.rows() : List.<HistoryRow>of();
            facts.lastRows(rows);
            facts.diagnosis(Diagnosis.of(bundle, rows, target));
            report.migrations(() -> MigrationStates.of(bundle, rows));
        } catch (RunException unreadable) {
            // Then the result goes without; why, is what the run itself ended with.
            return;
        }
    }
}
