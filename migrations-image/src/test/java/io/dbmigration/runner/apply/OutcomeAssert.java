package io.dbmigration.runner.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmigration.contract.Failure;
import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.runner.history.HistoryRow;
import io.dbmigration.runner.history.Marker;

/** What tests ask of outcomes and rows. */
final class OutcomeAssert {

    private OutcomeAssert() {}

    static Outcome.Applied assertApplied(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Applied.class);
        var applied = (Outcome.Applied) outcome;
        assertThat(applied.row().applied()).isTrue();
        assertThat(applied.row().appliedSteps()).isEqualTo(1);
        assertThat(applied.row().logs()).isNull();
        return applied;
    }

    /** Its row was not read behind it. */
    static void assertAppliedAhead(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Applied.class);
        assertThat(((Outcome.Applied) outcome).row().failed()).isTrue();
    }

    static RunException assertFailed(Outcome outcome, Reason reason) {
        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        var error = ((Outcome.Failed) outcome).error();
        assertThat(error.reason()).as(error.getMessage()).isEqualTo(reason);
        return error;
    }

    static Failure failureOf(Outcome outcome) {
        return ((Outcome.Failed) outcome).error().failure();
    }

    static void assertReplan(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Replan.class);
    }

    static Marker assertUnfinished(HistoryRow row, Marker.State state) {
        assertThat(row.failed()).isTrue();
        var marker = row.marker().orElseThrow();
        assertThat(marker.state()).isEqualTo(state);
        return marker;
    }
}
