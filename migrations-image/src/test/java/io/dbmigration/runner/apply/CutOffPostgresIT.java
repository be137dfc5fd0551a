package io.dbmigration.runner.apply;

import static io.dbmigration.runner.apply.OutcomeAssert.assertApplied;
import static io.dbmigration.runner.apply.OutcomeAssert.assertFailed;
import static io.dbmigration.runner.apply.OutcomeAssert.assertReplan;
import static io.dbmigration.runner.apply.OutcomeAssert.assertUnfinished;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dbmigration.contract.Reason;
import io.dbmigration.runner.history.Marker;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts that are stopped, fenced or lose their row while they work. */
class CutOffPostgresIT {

    private static final String ATOMIC = "create table c(x int); select pg_sleep(60)";
    private static final String OUTSIDE = "select setval('s', 5); select pg_sleep(60)";
    private static final String OWN = "create table c(x int); commit; select pg_sleep(60)";
    private static final String SPLIT = "vacuum a; select pg_sleep(60)";

    private ApplyBench bench;

    @BeforeEach
    void start() {
        bench = ApplyBench.start();
        bench.database.run("create table a(x int); create sequence s");
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void ourOwnStopLeavesAnInterruptedRow() {
        var outcome = applySleeping(ATOMIC);
        bench.cancellation.cancel(Cancellation.Cause.TERMINATED);
        assertFailed(outcome.join(), Reason.INTERRUPTED);
        assertUnfinished(bench.lastRow(), Marker.State.INTERRUPTED);
        assertThat(bench.database.query("select to_regclass('c')")).containsExactly((String) null);
    }

    @Test
    void ourOwnTimeoutIsAFailureThatLeftNothing() {
        var outcome = applySleeping(ATOMIC);
        bench.cancellation.cancel(Cancellation.Cause.DEADLINE);
        assertFailed(outcome.join(), Reason.DEADLINE_EXCEEDED);
        assertUnfinished(bench.lastRow(), Marker.State.FAILED_LEFT_NOTHING);
    }

    @ParameterizedTest
    @ValueSource(strings = {OUTSIDE, OWN, SPLIT})
    void whatIsNotAtomicStaysAsItIsWhenItIsStopped(String script) {
        var outcome = applySleeping(script);
        bench.cancellation.cancel(Cancellation.Cause.TERMINATED);
        assertFailed(outcome.join(), Reason.OUTCOME_UNKNOWN);
        assertUnfinished(bench.lastRow(), Marker.State.IN_PROGRESS);
    }

    @Test
    void fromItsBeginTheRowSaysThatTheFirstStatementIsStarted() {
        var outcome = applySleeping("select pg_sleep(60); vacuum a");
        var row = bench.lastRow();
        assertThat(row.logs()).startsWith("In progress, statement by statement.");
        assertThat(assertUnfinished(row, Marker.State.IN_PROGRESS).statement()).isEqualTo(1);
        bench.cancellation.cancel(Cancellation.Cause.TERMINATED);
        assertFailed(outcome.join(), Reason.OUTCOME_UNKNOWN);
    }

    @Test
    void aStopBetweenQuickStatementsIsSeen() {
        var outcome = bench.applyMeanwhile("vacuum a; " + "select 1; ".repeat(20_000));
        await().until(() -> bench.heard.contains("statement 9/20001"));
        bench.cancellation.cancel(Cancellation.Cause.TERMINATED);
        assertFailed(outcome.join(), Reason.OUTCOME_UNKNOWN);
        assertThat(assertUnfinished(bench.lastRow(), Marker.State.IN_PROGRESS).statement())
                .isLessThan(20_001);
    }

    @Test
    void aBookkeepingConnectionLostBetweenTwoStatementsIsReplaced() {
        assertApplied(bench.apply("vacuum a; select pg_terminate_backend("
                + bench.connections.bookkeeping().connection().getBackendPID() + "); vacuum a"));
    }

    @ParameterizedTest
    @EnumSource(Cancellation.Cause.class)
    void aRunThatIsToldToStopBeginsNoScript(Cancellation.Cause cause) {
        bench.cancellation.cancel(cause);
        assertThat(bench.apply(ATOMIC)).isInstanceOf(Outcome.Failed.class);
        assertThat(bench.rows()).isEmpty();
    }

    @Test
    void aSessionThatAPersonEndsIsNotTriedAgain() {
        var outcome = applySleeping(ATOMIC);
        bench.database.query("select pg_terminate_backend(" + bench.pid() + ")");
        assertFailed(outcome.join(), Reason.SESSION_TERMINATED);
        assertUnfinished(bench.lastRow(), Marker.State.INTERRUPTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {OUTSIDE, OWN, SPLIT})
    void whatIsNotAtomicStaysAsItIsWhenItsSessionIsEnded(String script) {
        var outcome = applySleeping(script);
        bench.database.query("select pg_terminate_backend(" + bench.pid() + ")");
        assertFailed(outcome.join(), Reason.OUTCOME_UNKNOWN);
        assertUnfinished(bench.lastRow(), Marker.State.IN_PROGRESS);
    }

    @Test
    void aPersonsCancelIsAFailureOfTheScript() {
        var outcome = applySleeping(ATOMIC);
        bench.database.query("select pg_cancel_backend(" + bench.pid() + ")");
        assertFailed(outcome.join(), Reason.MIGRATION_FAILED);
    }

    @Test
    void aFenceUndoesTheScriptAndThePlanIsMadeAnew() {
        var outcome = applyHeld(ATOMIC_WAITING);
        bench.database.run("update _prisma_migrations set rolled_back_at = now()");
        release();
        assertReplan(outcome.join());
        assertThat(bench.database.query("select to_regclass('c')")).containsExactly((String) null);
    }

    @Test
    void aRowThatIsGoneUndoesTheScript() {
        var outcome = applyHeld(ATOMIC_WAITING);
        bench.database.run("delete from _prisma_migrations");
        release();
        assertReplan(outcome.join());
    }

    @Test
    void aSecondRowOfThatNameUndoesTheScript() {
        var outcome = applyHeld(ATOMIC_WAITING);
        bench.database.run(
                "insert into _prisma_migrations (id, checksum, migration_name) values ('other', '', '20260101_m')");
        release();
        assertThat(assertFailed(outcome.join(), Reason.MIGRATION_FAILED)).hasMessageContaining("hidden or fenced");
        assertThat(bench.database.query("select to_regclass('c')")).containsExactly((String) null);
    }

    @Test
    void aRowTakenAwayFromAScriptThatIsNotAtomicIsLeftToAPerson() {
        var outcome = applyHeld("create table c(x int); commit; " + WAIT);
        bench.database.run("update _prisma_migrations set rolled_back_at = now()");
        release();
        assertThat(assertFailed(outcome.join(), Reason.OUTCOME_UNKNOWN)).hasMessageContaining("statement 3 of 3");
    }

    @Test
    void aRowTakenAwayFromACutConnectionIsAnInterruption() {
        var outcome = applySleeping(ATOMIC);
        bench.database.run("update _prisma_migrations set rolled_back_at = now()");
        bench.database.query("select pg_terminate_backend(" + bench.pid() + ")");
        assertFailed(outcome.join(), Reason.INTERRUPTED);
    }

    @Test
    void aBookkeepingConnectionThatIsLostMeanwhileIsReplaced() {
        var outcome = applyHeld(ATOMIC_WAITING);
        bench.database.query("select pg_terminate_backend("
                + bench.connections.bookkeeping().connection().getBackendPID() + ")");
        release();
        assertApplied(outcome.join());
    }

    /** Holds a script until {@link #release}. */
    private static final String WAIT =
            "do $$ begin while not exists (select from released) loop" + " perform pg_sleep(0.02); end loop; end $$";

    private static final String ATOMIC_WAITING = "create table c(x int); " + WAIT;

    private CompletableFuture<Outcome> applyHeld(String script) {
        bench.database.run("create table released(x int)");
        return applySleeping(script);
    }

    private void release() {
        bench.database.run("insert into released values (1)");
    }

    private CompletableFuture<Outcome> applySleeping(String script) {
        var outcome = bench.applyMeanwhile(script);
        await().until(() -> bench.database
                .query("select wait_event from pg_stat_activity where pid = " + bench.pid())
                .contains("PgSleep"));
        return outcome;
    }
}
