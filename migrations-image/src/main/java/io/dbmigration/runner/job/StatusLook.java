package io.dbmigration.runner.job;

import io.dbmigration.runner.bundle.Bundle;
import io.dbmigration.runner.bundle.BundleReader;
import io.dbmigration.runner.database.ConnectionSettings;
import io.dbmigration.runner.database.Look;
import io.dbmigration.runner.diagnosis.Diagnosis;
import io.dbmigration.runner.diagnosis.Held;
import io.dbmigration.runner.history.HistoryRow;
import io.dbmigration.runner.history.HistoryTable;
import io.dbmigration.runner.report.StatusReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** How a database stands to a bundle, read in one moment and without the lock; changes nothing, not even a missing schema. */
public record StatusLook(ConnectionSettings database, Path workFolder) {

    private static final String RUN = "status";

    /**
     * @param folder the bundle, to be read with {@code reader}
     * @throws io.dbmigration.contract.RunException as of a deploy, for what cannot be read
     */
    public StatusReport look(Path folder, BundleReader reader) {
        return look(reader.read(folder));
    }

    private StatusReport look(Bundle bundle) {
        try (var look = Look.open(database, RUN, workFolder)) {
            var history = new HistoryTable(look, Duration.ZERO, holder -> {});
            var exists = history.exists();
            var rows = exists ? history.rows() : List.<HistoryRow>of();
            var diagnosis = Diagnosis.of(bundle, rows, null);
            var held = Held.of(diagnosis.pending(), rows, bundle, null, null);
            return StatusReport.of(look, bundle, exists ? rows : null, diagnosis, held);
        }
    }
}
