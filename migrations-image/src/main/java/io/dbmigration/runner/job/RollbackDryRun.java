package io.dbmigration.runner.job;

import io.dbmigration.contract.RunException;
import io.dbmigration.contract.RunResult.Notice;
import io.dbmigration.runner.history.HistoryTable;
import io.dbmigration.runner.report.Forecast;
import io.dbmigration.runner.report.RollbackForecast;
import java.time.Duration;
import java.util.ArrayList;

/** Says what a rollback would do, by the rollback's own checks up to its first change; takes no lock and changes nothing. */
public record RollbackDryRun(RollbackOrder order, RunTools tools) {

    /** @throws RunException what the rollback would be refused with */
    public RollbackForecast forecast() {
        var bundle = order.reader().read(order.bundle());
        var notices = new ArrayList<Notice>();
        bundle.notices().forEach(notice -> notices.add(new Notice("Bundle", notice)));
        try (var connections = order.open(tools)) {
            connections.notices().forEach(notice -> notices.add(new Notice("Connection", notice)));
            var history = new HistoryTable(connections, Duration.ZERO, holder -> {});
            var plan = RollbackPlan.of(order, bundle, history, connections);
            return new RollbackForecast(
                    order.database().database(),
                    order.database().address(),
                    plan.reversals().stream()
                            .map(reversal -> Forecast.of(reversal.migration(), reversal.script()))
                            .toList(),
                    plan.left(),
                    notices);
        }
    }
}
