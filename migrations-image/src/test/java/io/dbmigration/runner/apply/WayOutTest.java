package io.dbmigration.runner.apply;

import static io.dbmigration.runner.history.Execution.ATOMIC;
import static io.dbmigration.runner.history.Execution.OUTSIDE_EFFECTS;
import static io.dbmigration.runner.history.Execution.OWN_TRANSACTIONS;
import static io.dbmigration.runner.history.Execution.ROLLBACK;
import static io.dbmigration.runner.history.Execution.STATEMENT_BY_STATEMENT;
import static io.dbmigration.runner.history.Marker.State.FAILED;
import static io.dbmigration.runner.history.Marker.State.FAILED_LEFT_NOTHING;
import static io.dbmigration.runner.history.Marker.State.INTERRUPTED;
import static io.dbmigration.runner.history.Marker.State.IN_PROGRESS;
import static org.assertj.core.api.Assertions.assertThat;

import io.dbmigration.runner.bundle.Migration;
import io.dbmigration.runner.bundle.Script;
import io.dbmigration.runner.history.Execution;
import io.dbmigration.runner.history.HistoryRow;
import io.dbmigration.runner.history.Marker;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class WayOutTest {

    private static final Script SCRIPT = Script.of("select 1");
    private static final Script FIXED = Script.of("select 2");

    @Test
    void anAtomicScriptThatWasCutOffNeedsNobodyUntilItWasCutOffTooOften() {
        var row = row(INTERRUPTED, ATOMIC);
        assertThat(of(row, SCRIPT)).isEqualTo(WayOut.NextDeploy);
        assertThat(of(row(IN_PROGRESS, ATOMIC), SCRIPT)).isEqualTo(WayOut.NextDeploy);
        assertThat(WayOut.of(row, Collections.nCopies(3, row), bundle(SCRIPT))).isEqualTo(WayOut.CorrectedScript);
    }

    @Test
    void aRefusedAtomicScriptNeedsACorrectionAndIsNotToBeResolved() {
        var row = row(FAILED_LEFT_NOTHING, ATOMIC);
        assertThat(of(row, SCRIPT)).isEqualTo(WayOut.CorrectedScript);
        assertThat(of(row, FIXED)).as("the bundle has it already").isEqualTo(WayOut.NextDeploy);
    }

    @Test
    void whatNamesThingsOutsideGoesOnWithARetryAloneAndOnlyWhereItWasRefused() {
        assertThat(of(row(FAILED_LEFT_NOTHING, OUTSIDE_EFFECTS), FIXED)).isEqualTo(WayOut.Retry);
        assertThat(of(row(IN_PROGRESS, OUTSIDE_EFFECTS), FIXED)).isEqualTo(WayOut.Resolve);
    }

    @Test
    void whatMayHaveLeftSomethingIsResolvedByAPersonWhateverTheBundleBrings() {
        for (var execution : List.of(OWN_TRANSACTIONS, STATEMENT_BY_STATEMENT, ROLLBACK)) {
            assertThat(of(row(FAILED, execution), FIXED)).isEqualTo(WayOut.Resolve);
            assertThat(of(row(IN_PROGRESS, execution), FIXED)).isEqualTo(WayOut.Resolve);
        }
        var prismas = new HistoryRow("id", SCRIPT.checksum(), null, "m", "P3018 …", null, Instant.EPOCH, 0);
        assertThat(of(prismas, FIXED)).isEqualTo(WayOut.Resolve);
    }

    private static WayOut of(HistoryRow row, Script now) {
        return WayOut.of(row, List.of(row), bundle(now));
    }

    private static List<Migration> bundle(Script now) {
        return List.of(new Migration("m", now, null));
    }

    private static HistoryRow row(Marker.State state, Execution execution) {
        var logs = new Marker(state, execution, "run", 1, "then", "before", null, null).format("x");
        return new HistoryRow("id", SCRIPT.checksum(), null, "m", logs, null, Instant.EPOCH, 0);
    }
}
