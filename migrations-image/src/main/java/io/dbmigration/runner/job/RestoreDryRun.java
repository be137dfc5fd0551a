package io.dbmigration.runner.job;

import io.dbmigration.contract.RunException;
import io.dbmigration.runner.backup.PgRestore;
import io.dbmigration.runner.database.Server;
import io.dbmigration.runner.job.RestoreOrder.Goal;
import io.dbmigration.runner.restore.RestoreForecast;
import io.dbmigration.runner.restore.RestoreListener;
import io.dbmigration.runner.restore.RestoreStep;
import io.dbmigration.runner.restore.Restoring;
import java.util.List;

/** Says what a restore would do, by the restore's own checks up to its first change; the whole dump is read. */
public final class RestoreDryRun {

    private static final RestoreListener QUIET = new RestoreListener() {
        @Override
        public void progress(Stage stage, long bytes) {}

        @Override
        public void done(RestoreStep step) {}

        @Override
        public void note(String reason, String message) {}
    };

    private final RestoreOrder order;
    private final RunTools tools;

    public RestoreDryRun(RestoreOrder order, RunTools tools) {
        this.order = order;
        this.tools = tools;
    }

    /** @throws RunException what the restore would be refused with */
    public List<String> sentences() {
        try (var connections = Server.open(order.database(), order.serverOptions(tools))) {
            var forecast = new RestoreForecast(
                    new Restoring(connections, order.origin(), order.source(), new PgRestore(tools.programs()), QUIET));
            return switch (order.goal()) {
                case Goal.Beside beside -> forecast.ofNewDatabase(beside.nameFor(order.database(), tools.clock()));
                case Goal.InPlace(var swap, var _) -> forecast.ofSwap(swap);
            };
        }
    }
}
