package io.dbmigration.operator.status;

import io.dbmigration.api.DatabaseMigrationStatus;
import io.dbmigration.api.DatabaseMigrationStatus.Progress;
import io.dbmigration.contract.Phase;
import io.dbmigration.operator.observe.Observation;
import io.dbmigration.operator.observe.ObservedRun;
import io.dbmigration.operator.outcome.Outcome;
import io.dbmigration.operator.plan.Decision;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes the whole status anew from what was seen and decided. Pure: nothing new gives an equal status. */
public final class StatusFactory {

    private StatusFactory() {}

    /** Empty where the status stays as it is. */
    public static Optional<DatabaseMigrationStatus> statusOf(Observation seen, Decision decision) {
        return Verdict.of(seen, decision).map(verdict -> status(seen, decision, verdict));
    }

    private static DatabaseMigrationStatus status(Observation seen, Decision decision, Verdict verdict) {
        var facts = ResultFacts.of(seen);
        var lastRun = LastRuns.of(seen, decision);
        return new DatabaseMigrationStatus(
                seen.migration().getMetadata().getGeneration(),
                verdict.phase().text(),
                ConditionFactory.conditionsOf(seen, verdict),
                facts.bundle(),
                facts.headMigration(),
                facts.counts(),
                facts.migrations(),
                facts.plan(),
                facts.failure(),
                facts.backup(),
                progress(seen, verdict),
                lastRun,
                LastRuns.deployBeside(seen, lastRun),
                facts.database(),
                facts.notices());
    }

    /** Only while a run works; where its log is silent for a moment, the last that was heard. */
    private static @Nullable Progress progress(Observation seen, Verdict verdict) {
        var working = verdict.phase() == Phase.RUNNING
                && seen.newest()
                        .map(ObservedRun::outcome)
                        .filter(Outcome.Running.class::isInstance)
                        .isPresent();
        if (!working) {
            return null;
        }
        var heard = seen.report().progress();
        if (heard == null) {
            return seen.before() == null ? null : seen.before().progress();
        }
        return new Progress(
                heard.migration(),
                heard.migrationIndex(),
                heard.migrationCount(),
                heard.statementIndex(),
                heard.statementCount(),
                heard.waitingFor());
    }
}
