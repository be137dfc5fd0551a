package io.dbmigration.runner.apply;

import static io.dbmigration.runner.apply.OutcomeAssert.assertFailed;
import static io.dbmigration.runner.apply.OutcomeAssert.assertReplan;
import static io.dbmigration.runner.apply.OutcomeAssert.assertUnfinished;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dbmigration.contract.Reason;
import io.dbmigration.runner.history.Execution;
import io.dbmigration.runner.history.Marker;
import io.dbmigration.runner.script.ParsedScript;
import io.dbmigration.runner.testing.TestServer;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rollbacks that are stopped, cut off, fenced or kept waiting. */
class RevertPostgresIT {

    private static final String NAME = "20260101_m";
    private static final String LOGS = "taken back by this very request";

    /** Holds a script until {@link #release}. */
    private static final String HELD =
            "do $$ begin while not exists (select from released) loop perform pg_sleep(0.02); end loop; end $$;";

    private TcpProxy network;
    private ApplyBench bench;

    @BeforeEach
    void oneMigrationIsApplied() throws IOException {
        var database = TestServer.newDatabase();
        database.run("create table released(x int)");
        database.run("ALTER DATABASE " + database.name() + " SET deadlock_timeout = '10ms'");
        network = new TcpProxy(TestServer.port());
        var url = database.url().replace(":" + TestServer.port() + "/", ":" + network.port() + "/");
        bench = ApplyBench.through(database, url + "?sslmode=disable");
        bench.apply(NAME, "create table a(x int)");
    }

    @AfterEach
    void stop() {
        bench.close();
        network.close();
    }

    @Test
    void scriptAndRecordStandTogether() {
        assertThat(bench.revert(reversal("drop table a"))).isInstanceOf(Outcome.Applied.class);
        assertTakenBack();
    }

    @ParameterizedTest
    @CsvSource({"TERMINATED,INTERRUPTED", "DEADLINE,DEADLINE_EXCEEDED"})
    void ourOwnStopLeavesItApplied(Cancellation.Cause cause, Reason reason) {
        var outcome = revertHeld("drop table a; " + HELD);
        bench.cancellation.cancel(cause);
        assertFailed(outcome.join(), reason);
        assertStillApplied();
    }

    @Test
    void aSessionThatAPersonEndsLeavesItApplied() {
        var outcome = revertHeld("drop table a; " + HELD);
        bench.database.query("select pg_terminate_backend(" + bench.pid() + ")");
        assertFailed(outcome.join(), Reason.SESSION_TERMINATED);
        assertStillApplied();
    }

    @Test
    void aCutConnectionLeavesItApplied() {
        var outcome = revertHeld("drop table a; " + HELD);
        network.cut();
        assertFailed(outcome.join(), Reason.INTERRUPTED);
        assertStillApplied();
    }

    @Test
    void anAnswerThatIsLostOnTheWayIsFoundInTheRow() {
        var outcome = revertHeld("drop table a; " + HELD);
        network.swallowAnswers();
        release();
        assertThat(outcome.join()).isInstanceOf(Outcome.Applied.class);
        assertTakenBack();
    }

    @Test
    void aConnectionThatBreaksWhenTheCommitIsAcknowledgedIsFoundInTheRow() {
        var outcome = revertHeld("drop table a; create table d(x int); " + HELD);
        network.cutInsteadOf("CREATE TABLE");
        release();
        assertThat(outcome.join()).isInstanceOf(Outcome.Applied.class);
        assertTakenBack();
    }

    @Test
    void aRowThatAnotherMarksMeanwhileUndoesTheScript() {
        var outcome = revertHeld("drop table a; " + HELD);
        bench.database.run("update _prisma_migrations set rolled_back_at = now()");
        release();
        assertReplan(outcome.join());
        assertThat(bench.database.query("select to_regclass('a')")).containsExactly("a");
    }

    @Test
    void whatWorksOutsideTheDatabaseIsLeftToAPerson() {
        bench.database.run("create sequence s");
        var outcome = revertHeld("select setval('s', 5); " + HELD);
        bench.cancellation.cancel(Cancellation.Cause.TERMINATED);
        assertFailed(outcome.join(), Reason.OUTCOME_UNKNOWN);
    }

    @Test
    void whatIsNotAtomicAndCutOffIsAFailedMigration() {
        var outcome = revertHeld("vacuum a; " + HELD);
        network.cut();
        assertFailed(outcome.join(), Reason.OUTCOME_UNKNOWN);
        var marker = assertUnfinished(bench.lastRow(), Marker.State.IN_PROGRESS);
        assertThat(marker.execution()).isEqualTo(Execution.ROLLBACK);
        assertThat(marker.statement()).isEqualTo(2);
        assertThat(bench.lastRow().logs()).startsWith("Rollback in progress");
    }

    @Test
    void whatIsNotAtomicAndDoneMarksAllRows() {
        assertThat(bench.revert(reversal("vacuum a; drop table a"))).isInstanceOf(Outcome.Applied.class);
        assertTakenBack();
        assertThat(bench.rows()).hasSize(2);
    }

    @Test
    void behindALockItIsTriedAgainUntilTheOtherTransactionEnds() throws SQLException {
        try (var other = bench.database.connect();
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("lock table a");
            var outcome = bench.revertMeanwhile(reversal("drop table a"));
            await().until(() -> bench.heard.stream().anyMatch(line -> line.startsWith("try 3")));
            other.commit();
            assertThat(outcome.join()).isInstanceOf(Outcome.Applied.class);
        }
        assertTakenBack();
    }

    @Test
    void pastTheLockBudgetItIsStillApplied() throws SQLException {
        try (var other = bench.database.connect();
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("lock table a");
            var error = assertFailed(
                    bench.withLockBudget(Duration.ofMillis(700)).revert(reversal("drop table a")), Reason.LOCK_TIMEOUT);
            assertThat(error).hasMessageContaining(NAME + "/rollback.sql").hasMessageContaining("still applied");
        }
        assertStillApplied();
    }

    private void assertTakenBack() {
        assertThat(bench.database.query("select to_regclass('a')")).containsExactly((String) null);
        bench.replan();
        assertThat(bench.rows())
                .allSatisfy(row -> assertThat(row.rolledBack()).isTrue())
                .allSatisfy(row -> assertThat(row.logs()).isEqualTo(LOGS));
    }

    private void assertStillApplied() {
        assertThat(bench.database.query("select to_regclass('a')")).containsExactly("a");
        assertThat(bench.database.query("select rolled_back_at from _prisma_migrations"))
                .containsExactly((String) null);
    }

    private CompletableFuture<Outcome> revertHeld(String script) {
        var outcome = bench.revertMeanwhile(reversal(script));
        await().until(() -> bench.database
                .query("select wait_event from pg_stat_activity where pid = " + bench.pid())
                .contains("PgSleep"));
        return outcome;
    }

    private void release() {
        bench.database.run("insert into released values (1)");
    }

    private Reversal reversal(String script) {
        return new Reversal(NAME, ParsedScript.of(script, true), bench.rows(), LOGS);
    }
}
