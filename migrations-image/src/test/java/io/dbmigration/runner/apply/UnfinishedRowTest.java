package io.dbmigration.runner.apply;

import static io.dbmigration.contract.Reason.DEADLINE_EXCEEDED;
import static io.dbmigration.contract.Reason.INTERRUPTED;
import static io.dbmigration.contract.Reason.LOCK_TIMEOUT;
import static io.dbmigration.contract.Reason.MIGRATION_FAILED;
import static io.dbmigration.contract.Reason.OUTCOME_UNKNOWN;
import static io.dbmigration.contract.Reason.SESSION_TERMINATED;
import static io.dbmigration.runner.history.Execution.ATOMIC;
import static io.dbmigration.runner.history.Execution.OUTSIDE_EFFECTS;
import static io.dbmigration.runner.history.Execution.OWN_TRANSACTIONS;
import static io.dbmigration.runner.history.Execution.STATEMENT_BY_STATEMENT;
import static io.dbmigration.runner.history.Marker.State.FAILED;
import static io.dbmigration.runner.history.Marker.State.FAILED_LEFT_NOTHING;
import static org.assertj.core.api.Assertions.assertThat;

import io.dbmigration.contract.Reason;
import io.dbmigration.runner.history.Execution;
import io.dbmigration.runner.history.Marker;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of design-run.md, 4.4, for unfinished rows. */
class UnfinishedRowTest {

    @Test
    void atomic() {
        assertRuling(ATOMIC, Ending.DONE, FAILED_LEFT_NOTHING, MIGRATION_FAILED);
        assertRuling(ATOMIC, Ending.LEFT_OPEN, FAILED_LEFT_NOTHING, MIGRATION_FAILED);
        assertRuling(ATOMIC, Ending.REFUSED, FAILED_LEFT_NOTHING, MIGRATION_FAILED);
        assertRuling(ATOMIC, Ending.LOCKED, FAILED_LEFT_NOTHING, LOCK_TIMEOUT);
        assertRuling(ATOMIC, Ending.CANCELLED, Marker.State.INTERRUPTED, INTERRUPTED);
        assertRuling(ATOMIC, Ending.CUT, Marker.State.INTERRUPTED, INTERRUPTED);
        assertRuling(ATOMIC, Ending.TERMINATED, Marker.State.INTERRUPTED, SESSION_TERMINATED);
        assertRuling(ATOMIC, Ending.TIMED_OUT, FAILED_LEFT_NOTHING, DEADLINE_EXCEEDED);
        assertRuling(ATOMIC, Ending.OVERWHELMED, FAILED_LEFT_NOTHING, MIGRATION_FAILED);
    }

    @Test
    void withOutsideEffects() {
        assertRuling(OUTSIDE_EFFECTS, Ending.REFUSED, FAILED_LEFT_NOTHING, MIGRATION_FAILED);
        assertRuling(OUTSIDE_EFFECTS, Ending.LOCKED, FAILED_LEFT_NOTHING, MIGRATION_FAILED);
        assertRuling(OUTSIDE_EFFECTS, Ending.OVERWHELMED, FAILED_LEFT_NOTHING, MIGRATION_FAILED);
        assertRuling(OUTSIDE_EFFECTS, Ending.CANCELLED, null, OUTCOME_UNKNOWN);
        assertRuling(OUTSIDE_EFFECTS, Ending.TIMED_OUT, null, OUTCOME_UNKNOWN);
        assertRuling(OUTSIDE_EFFECTS, Ending.TERMINATED, null, OUTCOME_UNKNOWN);
        assertRuling(OUTSIDE_EFFECTS, Ending.CUT, null, OUTCOME_UNKNOWN);
    }

    @ParameterizedTest
    @EnumSource(
            value = Execution.class,
            names = {"OWN_TRANSACTIONS", "STATEMENT_BY_STATEMENT"})
    void notAtomic(Execution execution) {
        assertRuling(execution, Ending.LEFT_OPEN, FAILED, MIGRATION_FAILED);
        assertRuling(execution, Ending.REFUSED, FAILED, MIGRATION_FAILED);
        assertRuling(execution, Ending.LOCKED, FAILED, MIGRATION_FAILED);
        assertRuling(execution, Ending.OVERWHELMED, FAILED, MIGRATION_FAILED);
        assertRuling(execution, Ending.CANCELLED, null, OUTCOME_UNKNOWN);
        assertRuling(execution, Ending.TIMED_OUT, null, OUTCOME_UNKNOWN);
        assertRuling(execution, Ending.TERMINATED, null, OUTCOME_UNKNOWN);
        assertRuling(execution, Ending.CUT, null, OUTCOME_UNKNOWN);
    }

    @Test
    void anAtomicScriptThatMetALockIsRepeatedWithinTheBudget() {
        assertThat(row(ATOMIC, Ending.LOCKED).ruling(budget(Duration.ofHours(1))))
                .isInstanceOf(Ruling.Repeat.class);
        assertThat(row(OUTSIDE_EFFECTS, Ending.LOCKED).ruling(budget(Duration.ofHours(1))))
                .isInstanceOf(Ruling.Write.class);
        assertThat(row(OWN_TRANSACTIONS, Ending.LOCKED).ruling(budget(Duration.ofHours(1))))
                .isInstanceOf(Ruling.Write.class);
    }

    @Test
    void aCommitAmongTheAnswersMakesAScriptNotAtomicWhateverItWasTakenFor() {
        var committed = row(ATOMIC, Ending.REFUSED).ifCommitted(true);
        assertThat(committed.marker().execution()).isEqualTo(OWN_TRANSACTIONS);
        var split = row(STATEMENT_BY_STATEMENT, Ending.REFUSED);
        assertThat(split.ifCommitted(true)).isEqualTo(split);
    }

    @Test
    void theStatementReachedIsWrittenForWhatIsNotAtomic() {
        var write = (Ruling.Write) row(STATEMENT_BY_STATEMENT, Ending.REFUSED).ruling(budget(Duration.ZERO));
        assertThat(write.marker().statement()).isEqualTo(3);
    }

    @Test
    void pausesBetweenTriesGrowButNotBeyondTheBudget() {
        var budget = budget(Duration.ofHours(1));
        for (var i = 0; i < 20; i++) {
            assertThat(budget.nextPause()).isLessThanOrEqualTo(Duration.ofMillis(22_500));
        }
        assertThat(budget.tries()).isEqualTo(21);
        assertThat(budget(Duration.ZERO).nextPause()).isZero();
    }

    private static void assertRuling(Execution execution, Ending ending, Marker.@Nullable State state, Reason reason) {
        switch (row(execution, ending).ruling(budget(Duration.ZERO))) {
            case Ruling.Write(var marker, var why, var consequence) -> {
                assertThat(marker.state()).isEqualTo(state);
                assertThat(why).isEqualTo(reason);
                assertThat(consequence).endsWith(".");
            }
            case Ruling.Leave(var why, var consequence) -> {
                assertThat(state).isNull();
                assertThat(why).isEqualTo(reason);
                assertThat(consequence).endsWith(".");
            }
            case Ruling.Repeat repeat -> throw new AssertionError("repeated without a budget");
        }
    }

    private static UnfinishedRow row(Execution execution, Ending ending) {
        var marker = new Marker(Marker.State.IN_PROGRESS, execution, "run", 1, "then", "before", null, null);
        return new UnfinishedRow(marker, ending, 3, 5);
    }

    private static LockBudget budget(Duration length) {
        return new LockBudget(length, Optional.of(Duration.ofSeconds(2)), new Random(1));
    }
}
