package io.dbmigration.runner.job;

import io.dbmigration.contract.Failure;
import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.contract.RunResult.Notice;
import io.dbmigration.runner.apply.PendingMigration;
import io.dbmigration.runner.apply.WayOut;
import io.dbmigration.runner.bundle.Bundle;
import io.dbmigration.runner.bundle.Migration;
import io.dbmigration.runner.database.ConnectErrors;
import io.dbmigration.runner.database.Connections;
import io.dbmigration.runner.diagnosis.Diagnosis;
import io.dbmigration.runner.history.HistoryRow;
import io.dbmigration.runner.script.ScriptCheck;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Judges bundle and history side by side, and every pending script, before anything changes. */
final class Planner {

    private final PolicyGate policy;
    private final HoldGate holds;
    private final Consumer<List<Notice>> told;

    /** @param told hears what a policy of Warn lets pass */
    Planner(DeployOrder order, Bundle bundle, Consumer<List<Notice>> told) {
        this.policy = order.policy();
        this.holds = new HoldGate(order, bundle);
        this.told = told;
    }

    /**
     * What is to be applied, all of it checked.
     *
     * @throws RunException FailedMigrationFound (Prisma's P3009), HeldAfterRollback, what the policy blocks, FileMissing (P3015),
     *     BundleInvalid, SyntaxError
     */
    List<PendingMigration> plan(Diagnosis diagnosis, List<HistoryRow> rows, Connections connections) {
        refuseFailed(diagnosis.failed());
        holds.pass(diagnosis, rows);
        told.accept(policy.pass(diagnosis));
        told.accept(beyondTarget(diagnosis));
        return check(diagnosis.pending(), connections);
    }

    private static List<Notice> beyondTarget(Diagnosis diagnosis) {
        var names = PolicyGate.names(diagnosis.appliedBeyondTarget());
        return names.isEmpty()
                ? List.of()
                : List.of(new Notice(
                        "AppliedBeyondTarget",
                        "Migrations after the target are applied and stay so; only a rollback takes them back: "
                                + PolicyGate.listed(names) + "."));
    }

    static void refuseFailed(List<HistoryRow> failed) {
        if (failed.isEmpty()) {
            return;
        }
        var names = failed.stream()
                .map(row -> "%s (started %s, %s)"
                        .formatted(
                                row.name(),
                                row.startedAt(),
                                WayOut.ofBlocked(row).told()))
                .collect(Collectors.joining(", "));
        throw new RunException(
                Reason.FAILED_MIGRATION_FOUND,
                "The database has failed migrations, and nothing was applied: " + names + ".",
                new Failure(failed.getFirst().name(), null, null, null, "P3009", null, null, null, null, null),
                null);
    }

    private static List<PendingMigration> check(List<Migration> pending, Connections connections) {
        if (pending.isEmpty()) {
            return List.of();
        }
        try (var check = new ScriptCheck(connections.script().connection())) {
            var steps = new ArrayList<PendingMigration>();
            for (var migration : pending) {
                steps.add(new PendingMigration(migration, check.check(migration.name(), migration.requireScript())));
            }
            check.finish();
            return steps;
        } catch (SQLException lost) {
            throw ConnectErrors.explain(lost, connections.settings());
        }
    }
}
