package io.dbmigration.runner.job;

import io.dbmigration.contract.Failure;
import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.runner.bundle.Bundle;
import io.dbmigration.runner.diagnosis.Diagnosis;
import io.dbmigration.runner.diagnosis.Held;
import io.dbmigration.runner.history.HistoryRow;
import java.util.List;

/** Stops a deploy that would repeat what a person took back. */
record HoldGate(DeployOrder order, Bundle bundle) {

    /** @throws RunException HeldAfterRollback */
    void pass(Diagnosis diagnosis, List<HistoryRow> rows) {
        var held = Held.of(diagnosis.pending(), rows, bundle, order.target(), order.retry());
        if (!held.isEmpty()) {
            throw refused(held.getFirst());
        }
    }

    private static RunException refused(Held held) {
        var message = "%s was taken back by %s and is not applied again by %s. Nothing was run."
                .formatted(
                        held.migration(),
                        held.hold().request(),
                        held.hold().bundle() == null
                                ? "any bundle until a retry is asked for"
                                : "the same bundle and target until a retry is asked for");
        return new RunException(
                Reason.HELD_AFTER_ROLLBACK,
                message,
                new Failure(held.migration(), null, null, null, null, null, null, null, null, null),
                null);
    }
}
