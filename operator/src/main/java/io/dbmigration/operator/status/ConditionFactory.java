package io.dbmigration.operator.status;

import io.dbmigration.api.ConditionType;
import io.dbmigration.contract.Phase;
import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunRequest.BackupMode;
import io.dbmigration.operator.observe.Observation;
import io.dbmigration.operator.observe.ObservedRun;
import io.dbmigration.operator.outcome.Outcome;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Set;

/** The conditions of a DatabaseMigration: Ready always, Reconciling and Stalled only when True, and never both. */
final class ConditionFactory {

    private static final Set<Reason> BACKUP_TROUBLE =
            Set.of(Reason.BACKUP_FAILED, Reason.STORAGE_UNAVAILABLE, Reason.BACKUP_TOOL_MISSING);

    private ConditionFactory() {}

    static List<Condition> conditionsOf(Observation seen, Verdict verdict) {
        var before = seen.before() == null ? null : seen.before().conditions();
        var conditions = new Conditions(before, seen.migration().getMetadata().getGeneration(), seen.now());
        conditions.add(ConditionType.READY, verdict.ready(), verdict.reason(), verdict.message());
        if (verdict.phase() == Phase.RUNNING || verdict.phase() == Phase.PENDING) {
            conditions.add(ConditionType.RECONCILING, true, verdict.reason(), verdict.message());
        }
        if (verdict.phase() == Phase.FAILED) {
            conditions.add(ConditionType.STALLED, true, verdict.reason(), verdict.message());
        }
        addBackup(conditions, seen);
        if (seen.spec().suspended()) {
            conditions.add(ConditionType.SUSPENDED, true, Reason.SUSPENDED, Reason.SUSPENDED.advice());
        }
        return conditions.all();
    }

    private static void addBackup(Conditions conditions, Observation seen) {
        var backup = seen.spec().backup();
        if (backup == null || backup.effectiveMode() == BackupMode.Never) {
            return;
        }
        var end = seen.newestDeploy().flatMap(ObservedRun::closed);
        if (end.isPresent() && BACKUP_TROUBLE.contains(end.get().reason())) {
            conditions.add(
                    ConditionType.BACKUP_READY,
                    false,
                    end.get().reason(),
                    end.get().message());
        } else if (end.isPresent()
                && end.get() instanceof Outcome.Ended ended
                && ended.result().backup() != null) {
            var receipt = ended.result().backup();
            conditions.add(
                    ConditionType.BACKUP_READY,
                    true,
                    receipt.verified().name(),
                    "The backup in " + receipt.path() + " is verified.");
        } else {
            conditions.keep(ConditionType.BACKUP_READY);
        }
    }
}
