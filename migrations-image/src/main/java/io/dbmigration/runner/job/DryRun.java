package io.dbmigration.runner.job;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.contract.RunResult.Notice;
import io.dbmigration.runner.apply.InterruptedRows;
import io.dbmigration.runner.apply.PendingMigration;
import io.dbmigration.runner.bundle.Bundle;
import io.dbmigration.runner.bundle.Migration;
import io.dbmigration.runner.database.Connections;
import io.dbmigration.runner.database.Server;
import io.dbmigration.runner.database.ServerOptions.Missing;
import io.dbmigration.runner.diagnosis.Diagnosis;
import io.dbmigration.runner.history.HistoryRow;
import io.dbmigration.runner.history.HistoryTable;
import io.dbmigration.runner.report.Forecast;
import io.dbmigration.runner.script.ParsedScript;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Says what a deploy would do, by the deploy's own checks up to its first change; takes no lock and changes nothing. */
public final class DryRun {

    private final DeployOrder order;
    private final RunTools tools;
    private final List<Notice> notices = new ArrayList<>();

    public DryRun(DeployOrder order, RunTools tools) {
        this.order = order;
        this.tools = tools;
    }

    /** @throws RunException what the deploy would be refused with */
    public Forecast forecast() {
        var bundle = order.reader().read(order.bundle());
        bundle.notices().forEach(notice -> notices.add(new Notice("Bundle", notice)));
        return forecast(steps(bundle));
    }

    private List<PendingMigration> steps(Bundle bundle) {
        try (var connections = Server.open(order.database(), order.serverOptions(tools, Missing.REFUSE))) {
            connections.notices().forEach(notice -> notices.add(new Notice("Connection", notice)));
            return steps(bundle, connections);
        } catch (RunException refused) {
            if (refused.reason() == Reason.DATABASE_NOT_FOUND && order.missing() == Missing.CREATE) {
                notices.add(new Notice(
                        "WouldCreate",
                        refused.getMessage() + " A deploy would create it; the scripts' syntax was not checked."));
                return unchecked(bundle);
            }
            throw refused;
        }
    }

    private List<PendingMigration> steps(Bundle bundle, Connections connections) {
        var history = new HistoryTable(connections, Duration.ZERO, holder -> {});
        var prospect = new HistoryStep(bundle, order.target(), order.baselineUpTo()).look(history);
        if (order.backup() instanceof BackupChoice.Undecided
                && !history.tablesBesides().isEmpty()) {
            notices.add(new Notice(
                    "BackupUndecided", "The database has tables: a deploy asks for --backup-dir or --no-backup."));
        }
        prospect.notice().ifPresent(notices::add);
        var rows = InterruptedRows.asIfCleared(prospect.rows(history), bundle.migrations(), order.retry());
        return new Planner(order, bundle, notices::addAll)
                .plan(Diagnosis.of(bundle, rows, order.target()), rows, connections);
    }

    private List<PendingMigration> unchecked(Bundle bundle) {
        return Diagnosis.of(bundle, List.<HistoryRow>of(), order.target()).pending().stream()
                .map(DryRun::unchecked)
                .toList();
    }

    private static PendingMigration unchecked(Migration migration) {
        return new PendingMigration(
                migration, ParsedScript.of(migration.requireScript().text(), true));
    }

    private Forecast forecast(List<PendingMigration> steps) {
        return new Forecast(
                order.database().database(),
                order.database().address(),
                steps.stream()
                        .map(step -> Forecast.of(step.migration().name(), step.script()))
                        .toList(),
                List.copyOf(notices));
    }
}
