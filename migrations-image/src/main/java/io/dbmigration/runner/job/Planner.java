package io.dbmigration.runner.job;

import io.dbmigration.contract.Failure;
import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.runner.bundle.Migration;
import io.dbmigration.runner.database.ConnectErrors;
import io.dbmigration.runner.database.Connections;
import io.dbmigration.runner.diagnosis.Diagnosis;
import io.dbmigration.runner.history.HistoryRow;
import io.dbmigration.runner.script.ScriptCheck;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Judges bundle and history side by side, and every pending script, before anything changes. */
final class Planner {

    private final PolicyGate policy;
    private final RunFacts facts;

    Planner(PolicyGate policy, RunFacts facts) {
        this.policy = policy;
        this.facts = facts;
    }

    /**
     * @param rows on which the diagnosis is based
     * @throws RunException FailedMigrationFound (Prisma's P3009), what the policy blocks, FileMissing (P3015), SyntaxError
     */
    DeployPlan plan(Diagnosis diagnosis, List<HistoryRow> rows, Connections connections) {
        refuseFailed(diagnosis.failed());
        facts.note(policy.pass(diagnosis));
        return new DeployPlan(rows, check(diagnosis.pending(), connections));
    }

    private static void refuseFailed(List<HistoryRow> failed) {
        if (failed.isEmpty()) {
            return;
        }
        var names = failed.stream()
                .map(row -> row.name() + " (started " + row.startedAt() + ")")
                .collect(Collectors.joining(", "));
        throw new RunException(
                Reason.FAILED_MIGRATION_FOUND,
                "The database has failed migrations, and nothing was applied: " + names + ".",
                new Failure(failed.getFirst().name(), null, null, null, "P3009", null, null, null, null, null),
                null);
    }

    private static List<DeployPlan.Step> check(List<Migration> pending, Connections connections) {
        if (pending.isEmpty()) {
            return List.of();
        }
        try (var check = new ScriptCheck(connections.script().connection())) {
            var steps = new ArrayList<DeployPlan.Step>();
            for (var migration : pending) {
                var script = migration.script();
                if (script == null) {
                    throw missing(migration.name());
                }
                steps.add(new DeployPlan.Step(migration, check.check(migration.name(), script)));
            }
            return steps;
        } catch (SQLException lost) {
            throw ConnectErrors.explain(lost, connections.settings());
        }
    }

    private static RunException missing(String migration) {
        return new RunException(
                Reason.FILE_MISSING,
                "The pending migration %s has no migration.sql. Nothing was run.".formatted(migration),
                new Failure(migration, null, null, null, "P3015", null, null, null, null, null),
                null);
    }
}
