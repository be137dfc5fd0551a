package io.dbmigration.operator.reconcile;

import io.dbmigration.api.DatabaseMigration;
import io.dbmigration.api.DatabaseMigrationStatus;
import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunResult.DatabaseIdentity;
import io.dbmigration.operator.launch.OrphanSweep;
import io.dbmigration.operator.launch.RunQueue;
import io.dbmigration.operator.observe.Observation;
import io.dbmigration.operator.observe.Twins;
import io.dbmigration.operator.observe.WrittenStatuses;
import io.dbmigration.operator.plan.Decision;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a pass over one resource means for others: whose turn it is, who owns a database now. */
public final class Departures {

    private final RunQueue queue;
    private final OrphanSweep orphans;
    private final Twins twins;
    private final WrittenStatuses statuses;
    private final Nudges nudges;

    Departures(RunQueue queue, OrphanSweep orphans, Twins twins, WrittenStatuses statuses, Nudges nudges) {
        this.queue = queue;
        this.orphans = orphans;
        this.twins = twins;
        this.statuses = statuses;
        this.nudges = nudges;
    }

    /** The resource is gone. */
    void of(DatabaseMigration deleted) {
        var uid = deleted.getMetadata().getUid();
        queue.settle(uid);
        statuses.forget(uid);
        orphans.sweep(deleted);
        nudgeTwins(deleted, database(deleted.getStatus()));
        nudgeWaiting();
    }

    void after(Observation seen, Decision decision, DatabaseMigrationStatus status) {
        if (isSettled(seen, decision)) {
            queue.settle(seen.migration().getMetadata().getUid());
        }
        nudgeWaiting();
        var before = database(seen.before());
        if (!Objects.equals(before, status.database())) {
            nudgeTwins(seen.migration(), before);
            nudgeTwins(seen.migration(), status.database());
        }
    }

    /** A Job that was created just now counts until the cache shows it. */
    private static boolean isSettled(Observation seen, Decision decision) {
        return switch (decision) {
            case Decision.Working working ->
                seen.newest()
                        .filter(run ->
                                run.facts().job().equals(working.run().facts().job()))
                        .isPresent();
            case Decision.Wait wait -> wait.reason() != Reason.QUEUED;
            case Decision.Start start -> false;
            case Decision.LookAgain again -> false;
            case Decision.Withdraw withdraw -> true;
            case Decision.Done done -> true;
            case Decision.Blocked blocked -> true;
            case Decision.Suspended suspended -> true;
            case Decision.Beside beside -> isSettled(seen, beside.run());
            case Decision.Leave leave -> true;
        };
    }

    private void nudgeWaiting() {
        queue.next().forEach(waiting -> nudges.nudge(waiting.namespace(), waiting.name()));
    }

    private void nudgeTwins(DatabaseMigration migration, @Nullable DatabaseIdentity database) {
        if (database != null) {
            twins.others(migration, database)
                    .forEach(other -> nudges.nudge(
                            other.getMetadata().getNamespace(),
                            other.getMetadata().getName()));
        }
    }

    private static @Nullable DatabaseIdentity database(@Nullable DatabaseMigrationStatus status) {
        return status == null ? null : status.database();
    }
}
