package io.dbmigration.operator.app;

import io.dbmigration.api.DatabaseMigration;
import io.dbmigration.operator.bundle.BundleSource;
import io.dbmigration.operator.observe.Observation;
import io.dbmigration.operator.outcome.RunReport;
import io.dbmigration.operator.plan.Decision;
import io.dbmigration.operator.plan.Planner;
import io.dbmigration.operator.run.JobFactory;
import io.dbmigration.operator.run.RunnerSettings;
import io.dbmigration.operator.run.Wish;
import io.dbmigration.operator.status.StatusFactory;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Instant;
import java.util.List;

/** One pass over one resource on paper, for the training. */
final class TrainingRun {

    private TrainingRun() {}

    static Job jobOf(DatabaseMigration migration) {
        var source = new BundleSource.Found("training", null, List.of("a.sql"), true);
        var seen = new Observation(
                migration,
                null,
                source,
                Wish.of(migration, source),
                List.of(),
                List.of(),
                List.of(),
                RunReport.NOTHING,
                null,
                Instant.EPOCH);
        var decision = new Planner("training").decide(seen);
        if (!(decision instanceof Decision.Start start)
                || StatusFactory.statusOf(seen, decision).isEmpty()) {
            throw new IllegalStateException("a new resource starts a run, not " + decision);
        }
        return new JobFactory(new RunnerSettings("training", null, null, 0440, "training")).jobOf(start.plan());
    }
}
