package io.dbmigration.runner.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.runner.apply.Cancellation.Cause;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class StopSignalTest {

    private final StopSignal stop = new StopSignal();

    @Test
    void whatIsUnderWayIsStoppedOnceByTheFirstCause() {
        var stopped = new ArrayList<String>();

        stop.during(() -> stopped.add("stopped"), () -> {
            stop.request(Cause.DEADLINE);
            stop.request(Cause.TERMINATED);
            return true;
        });

        assertThat(stopped).containsExactly("stopped");
        assertThatThrownBy(stop::check)
                .extracting(e -> ((RunException) e).reason())
                .isEqualTo(Reason.DEADLINE_EXCEEDED);
    }

    @Test
    void nothingMoreIsBegunOnceItHasToStop() {
        stop.request(Cause.TERMINATED);

        assertThatThrownBy(() -> stop.during(() -> {}, () -> "work"))
                .extracting(e -> ((RunException) e).reason())
                .isEqualTo(Reason.INTERRUPTED);
    }

    @Test
    void afterAWaitThatWasInterruptedTheThreadCanStillRecord() {
        stop.duringWait(() -> {
            stop.request(Cause.TERMINATED);
            return Thread.currentThread().isInterrupted();
        });

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void whatWasCutOffByTheTimeoutIsToldAsSuch() {
        var cutOff = new RunException(Reason.INTERRUPTED, "cut off");
        assertThat(stop.reasonOf(cutOff)).isEqualTo(Reason.INTERRUPTED);

        stop.request(Cause.DEADLINE);

        assertThat(stop.reasonOf(cutOff)).isEqualTo(Reason.DEADLINE_EXCEEDED);
        assertThat(stop.reasonOf(new RunException(Reason.BACKUP_FAILED, "x"))).isEqualTo(Reason.BACKUP_FAILED);
    }
}
