package io.dbmigration.runner.apply;

import static io.dbmigration.runner.apply.OutcomeAssert.assertApplied;
import static io.dbmigration.runner.apply.OutcomeAssert.assertAppliedAhead;
import static io.dbmigration.runner.apply.OutcomeAssert.assertFailed;
import static io.dbmigration.runner.apply.OutcomeAssert.assertReplan;
import static io.dbmigration.runner.apply.OutcomeAssert.assertUnfinished;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dbmigration.contract.Reason;
import io.dbmigration.runner.history.HistoryRow;
import io.dbmigration.runner.history.Marker;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts that follow each other: the message of one inserts the row of the next. */
class RowAheadPostgresIT {

    private static final String LOCK = "select pg_advisory_lock(72707369)";

    private ApplyBench bench;

    @BeforeEach
    void start() {
        bench = ApplyBench.start();
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void theRowOfTheNextScriptIsThereOnceAScriptIsApplied() {
        var next = next("create table b(x int)");
        assertAppliedAhead(first("create table a(x int)", next));
        assertThat(bench.rows()).hasSize(2);
        assertThat(bench.rows().getFirst().applied()).isTrue();
        assertUnfinished(bench.lastRow(), Marker.State.IN_PROGRESS);
        assertThat(bench.lastRow().startedAt()).isAfter(bench.rows().getFirst().startedAt());

        assertApplied(bench.apply(next));
        assertThat(bench.rows()).hasSize(2).allMatch(HistoryRow::applied);
        assertThat(bench.applier().rows()).containsExactlyInAnyOrderElementsOf(bench.rows());
    }

    @Test
    void aScriptThatFailsLeavesNoRowOfTheNextOne() {
        assertFailed(first("create table a(x int); select 1/0", next("select 1")), Reason.MIGRATION_FAILED);
        assertThat(bench.rows()).hasSize(1);
        assertUnfinished(bench.lastRow(), Marker.State.FAILED_LEFT_NOTHING);
    }

    @Test
    void aScriptWhoseRowWasThereAlreadyFailsAsAnyOther() {
        var next = next("create table b(x int); select 1/0");
        assertAppliedAhead(first("create table a(x int)", next));
        assertFailed(bench.apply(next), Reason.MIGRATION_FAILED);
        assertUnfinished(bench.lastRow(), Marker.State.FAILED_LEFT_NOTHING);
    }

    @ParameterizedTest
    @EnumSource(Cancellation.Cause.class)
    void aRunThatIsToldToStopBetweenTwoScriptsTakesTheRowOfTheNextOneBack(Cancellation.Cause cause) {
        var next = next("create table b(x int)");
        assertAppliedAhead(first("create table a(x int)", next));
        bench.cancellation.cancel(cause);
        assertThat(bench.apply(next)).isInstanceOf(Outcome.Failed.class);
        bench.end();
        assertThat(bench.lastRow().rolledBack()).isTrue();
        assertThat(bench.lastRow().logs()).contains("nothing of it was run");
        assertThat(bench.lastRow().marker())
                .as("it does not count as an interruption")
                .isEmpty();
    }

    @Test
    void aRunThatStartsAgainAppliesWhatWasTakenBack() {
        var next = next("create table b(x int)");
        assertAppliedAhead(first("create table a(x int)", next));
        bench.end();
        bench.replan();
        assertApplied(bench.apply(next));
        assertThat(bench.rows()).hasSize(3);
    }

    /** On its own commit, or behind it: the rows are not as planned any more. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into _prisma_migrations (id, checksum, migration_name) values ('x', '', 'y')",
                "update _prisma_migrations set logs = 'x' where migration_name = '20260101_before'",
            })
    void aScriptThatChangesTheHistoryIsAppliedAndTheNextOneIsNotBegun(String change) {
        assertApplied(bench.apply("20260101_before", "select 1"));
        var next = next("create table b(x int)");
        assertApplied(first("create table a(x int); " + change, next));
        assertReplan(bench.apply(next));
        assertThat(bench.database.query("select to_regclass('b')")).containsExactly((String) null);
        assertThat(bench.rows()).noneMatch(row -> row.name().equals(next.name()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update _prisma_migrations set rolled_back_at = now() where migration_name = '20260102_m'",
                "delete from _prisma_migrations where migration_name = '20260102_m'",
                "insert into _prisma_migrations (id, checksum, migration_name) values ('x', '', '20260104_o')",
            })
    void aHistoryThatChangesMeanwhileIsNoticedBehindTheScriptUnderWay(String change) {
        var next = next("create table b(x int)");
        var third = bench.pending("20260104_o", "create table c(x int)");
        assertAppliedAhead(first("create table a(x int)", next));
        bench.database.run(change);
        assertApplied(bench.applyBefore(third, next));
        assertReplan(bench.apply(third));
        assertThat(bench.database.query("select to_regclass('c')")).containsExactly((String) null);
    }

    @Test
    void aLockThatAScriptGivesUpIsTakenAgain() throws SQLException {
        var next = next("create table b(x int)");
        assertAppliedAhead(first("select pg_advisory_unlock_all()", next));
        assertThat(bench.connections.script().holdsLock()).isTrue();
        assertApplied(bench.apply(next));
    }

    @Test
    void whereAnotherSessionGetsTheLockTheNextScriptIsNotBegun() throws SQLException {
        var next = next("create table b(x int)");
        try (var other = bench.database.connect();
                var statement = other.createStatement()) {
            bench.applier();
            var waiting = ApplyBench.meanwhile(() -> executed(statement));
            await().until(() -> bench.database
                    .query("select count(*) from pg_locks where locktype = 'advisory' and not granted")
                    .equals(java.util.List.of("1")));
            assertApplied(first("create table a(x int); select pg_advisory_unlock_all()", next));
            assertThat(waiting.join()).isTrue();
            assertReplan(bench.apply(next));
            assertThat(bench.rows()).hasSize(1);
        }
        bench.replan();
        assertApplied(bench.apply(next));
    }

    @Test
    void aScriptWhoseRowWasThereAlreadyIsTriedAgainBehindALock() throws SQLException {
        bench.database.run("create table a(x int)");
        var next = next("alter table a add y int");
        assertAppliedAhead(first("select 1", next));
        try (var other = bench.database.connect();
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("lock table a");
            var outcome = ApplyBench.meanwhile(() -> bench.apply(next));
            await().until(() -> bench.heard.stream().anyMatch(line -> line.startsWith("try 3")));
            other.commit();
            assertApplied(outcome.join());
        }
    }

    @Test
    void aScriptWhoseRowWasThereAlreadyFallsBackToItsStatements() {
        bench.database.run("create type e as enum ('one')");
        var next = next("alter type e add value 'two'; create table c(e e default 'two')");
        assertAppliedAhead(first("select 1", next));
        assertApplied(bench.apply(next));
        assertThat(bench.rows()).hasSize(2).allMatch(HistoryRow::applied);
    }

    /** Once by the record of a script whose row was never there, then by the row itself. */
    @Test
    void aTableThatTakesNoNewRowIsToldAndNothingIsRunWithoutOne() {
        var next = next("create table b(x int)");
        assertAppliedAhead(first("""
                        create function keep_out() returns trigger language plpgsql as 'begin return null; end';
                        create trigger keep_out before insert on _prisma_migrations for each row execute function keep_out()""", next));
        assertReplan(bench.apply(next));
        bench.replan();
        assertThat(assertFailed(bench.apply(next), Reason.TABLE_LOST).getMessage())
                .contains("takes no new row");
        assertThat(bench.database.query("select to_regclass('b')")).containsExactly((String) null);
        assertThat(bench.rows()).hasSize(1);
    }

    @Test
    void aScriptThatIsNotAtomicGetsItsRowBeforeItIsBegun() {
        var next = next("create index concurrently i on a(x)");
        assertAppliedAhead(first("create table a(x int)", next));
        assertThat(bench.rows()).hasSize(1);
        assertApplied(bench.apply(next));
    }

    private Outcome first(String sql, PendingMigration next) {
        return bench.applyBefore(next, "20260102_m", sql);
    }

    private PendingMigration next(String sql) {
        return bench.pending("20260103_n", sql);
    }

    private static boolean executed(java.sql.Statement statement) {
        try {
            return statement.execute(LOCK);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
