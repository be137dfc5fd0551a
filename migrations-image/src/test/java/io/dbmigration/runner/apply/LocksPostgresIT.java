package io.dbmigration.runner.apply;

import static io.dbmigration.runner.apply.OutcomeAssert.assertApplied;
import static io.dbmigration.runner.apply.OutcomeAssert.assertFailed;
import static io.dbmigration.runner.apply.OutcomeAssert.assertUnfinished;
import static io.dbmigration.runner.apply.OutcomeAssert.failureOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dbmigration.contract.Reason;
import io.dbmigration.runner.history.Execution;
import io.dbmigration.runner.history.Marker;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Scripts that meet locks of other sessions. */
class LocksPostgresIT {

    private ApplyBench bench;
    private Connection other;

    @BeforeEach
    void start() throws SQLException {
        bench = ApplyBench.start();
        bench.database.run("create table a(x int); create table b(x int)");
        other = bench.database.connect();
        other.setAutoCommit(false);
    }

    @AfterEach
    void stop() throws SQLException {
        other.close();
        bench.close();
    }

    @Test
    void aScriptBehindAnIdleTransactionIsTriedAgainUntilTheTransactionEnds() throws SQLException {
        run("lock table a");
        var outcome = bench.applyMeanwhile("create table c(x int); alter table a add y int");
        await().until(() -> bench.heard.stream().anyMatch(line -> line.startsWith("try 3")));
        other.commit();
        assertApplied(outcome.join());
        assertThat(bench.heard).anyMatch(line -> line.startsWith("waiting for session "));
        assertThat(bench.database.query(
                        "select count(*) from pg_attribute where attrelid = 'a'::regclass and attname = 'y'"))
                .containsExactly("1");
    }

    @Test
    void pastTheBudgetTheBlockerIsNamedAndNothingIsLeft() throws SQLException {
        run("lock table a");
        var outcome =
                bench.withLockBudget(Duration.ofMillis(700)).apply("create table c(x int); alter table a add y int");
        var error = assertFailed(outcome, Reason.LOCK_TIMEOUT);
        assertThat(error)
                .hasMessageContaining("55P03")
                .hasMessageContaining("of 510ms within the lock budget of 700ms");
        assertThat(failureOf(outcome).statement()).isEqualTo(2);
        assertThat(failureOf(outcome).blockedBy()).contains("of role postgres").contains("idle in transaction");
        assertUnfinished(bench.lastRow(), Marker.State.FAILED_LEFT_NOTHING);
        assertThat(bench.database.query("select to_regclass('c')")).containsExactly((String) null);
    }

    @Test
    void theVictimOfADeadlockIsTriedAgain() throws SQLException {
        run("set local deadlock_timeout = '1h'; lock table b");
        var outcome = bench.applyMeanwhile("alter table a add y int; alter table b add y int");
        await().until(() -> bench.heard.stream().anyMatch(line -> line.startsWith("waiting for")));
        run("lock table a");
        other.commit();
        assertApplied(outcome.join());
    }

    @Test
    void aSerializationFailureIsTriedAgain() {
        bench.database.run("create sequence tries");
        assertApplied(bench.apply("do $$ begin if nextval('tries') < 3 then"
                + " raise 'not now' using errcode = '40001'; end if; end $$; create table c(x int)"));
        assertThat(bench.heard).anyMatch(line -> line.startsWith("try 3"));
    }

    @Test
    void whatWorksOutsideTheTransactionIsNotTriedAgain() throws SQLException {
        bench.database.run("create sequence s");
        run("lock table a");
        assertFailed(bench.apply("select setval('s', 9); alter table a add y int"), Reason.MIGRATION_FAILED);
        assertThat(bench.heard).noneMatch(line -> line.startsWith("try"));
        assertThat(assertUnfinished(bench.lastRow(), Marker.State.FAILED_LEFT_NOTHING)
                        .execution())
                .isEqualTo(Execution.OUTSIDE_EFFECTS);
    }

    @Test
    void whatHasTransactionControlOfItsOwnIsNotTriedAgain() throws SQLException {
        run("lock table a");
        assertFailed(bench.apply("begin; alter table a add y int; commit"), Reason.MIGRATION_FAILED);
        assertThat(bench.heard).noneMatch(line -> line.startsWith("try"));
        assertUnfinished(bench.lastRow(), Marker.State.FAILED);
    }

    @Test
    void aConcurrentIndexWaitsForOldTransactionsLongerThanTheLockTimeout() throws SQLException {
        run("insert into a values (1)");
        var outcome = bench.applyMeanwhile("create index concurrently i on a(x)");
        await().until(() -> bench.heard.stream().anyMatch(line -> line.startsWith("waiting for")));
        await().pollDelay(Duration.ofMillis(900)).until(() -> !outcome.isDone());
        other.commit();
        assertApplied(outcome.join());
        assertThat(bench.database.query("select indisvalid from pg_index where indexrelid = 'i'::regclass"))
                .containsExactly("t");
    }

    @Test
    void theRunStopsBetweenTriesToo() throws SQLException {
        run("lock table a");
        var outcome = bench.applyMeanwhile("alter table a add y int");
        await().until(() -> bench.heard.stream().anyMatch(line -> line.startsWith("try 2")));
        bench.cancellation.cancel(Cancellation.Cause.TERMINATED);
        assertFailed(outcome.join(), Reason.INTERRUPTED);
        assertUnfinished(bench.lastRow(), Marker.State.INTERRUPTED);
    }

    private void run(String sql) throws SQLException {
        try (var statement = other.createStatement()) {
            statement.execute(sql);
        }
    }
}
