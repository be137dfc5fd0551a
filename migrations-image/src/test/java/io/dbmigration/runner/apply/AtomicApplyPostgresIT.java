package io.dbmigration.runner.apply;

import static io.dbmigration.runner.apply.OutcomeAssert.assertApplied;
import static io.dbmigration.runner.apply.OutcomeAssert.assertAppliedAhead;
import static io.dbmigration.runner.apply.OutcomeAssert.assertFailed;
import static io.dbmigration.runner.apply.OutcomeAssert.assertReplan;
import static io.dbmigration.runner.apply.OutcomeAssert.assertUnfinished;
import static io.dbmigration.runner.apply.OutcomeAssert.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.dbmigration.contract.Reason;
import io.dbmigration.runner.history.Execution;
import io.dbmigration.runner.history.Marker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts that are one message with their record. */
class AtomicApplyPostgresIT {

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
    void scriptAndRecordAreThereTogether() {
        assertApplied(bench.apply("create table a(x int); insert into a values (1);"));
        assertThat(bench.database.query("select x from a")).containsExactly("1");
        assertThat(bench.rows()).hasSize(1).allMatch(row -> row.applied());
        assertThat(bench.heard).contains("statement 1/2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ";;;",
                "-- nothing",
                "/* nothing */",
                "create table a(x int)",
                "create table a(x int) -- the end",
                "create table a(x int); /* the end */",
                "select 'it''s' || $$;$$",
                "set role pg_read_all_data",
                "set session authorization pg_read_all_data",
                "select set_config('search_path', '', false); create table public.a(x int)",
                "set standard_conforming_strings = off",
                "set datestyle = 'German'",
                "set timezone = 'Asia/Tokyo'; set statement_timeout = '1h'",
                "create schema pg; set search_path = pg; create function pg.clock_timestamp() returns int language sql as 'select 1'",
                "create table a(x int); set constraints all deferred",
                "listen x; declare c cursor with hold for select 1; create temp table t(x int)",
            })
    void isAppliedWhateverItLeavesBehindAndTheNextOneStartsAfresh(String script) {
        assertApplied(bench.apply("20260101_m", script));
        assertApplied(
                bench.apply(
                        "20260102_check",
                        "do $$ begin assert current_user = session_user; assert current_setting('role') = 'none';"
                                + " assert current_setting('TimeZone') <> 'Asia/Tokyo';"
                                + " assert current_setting('search_path') ~ 'public'; assert to_regclass('pg_temp.t') is null; end $$"));
    }

    @Test
    void aFailingStatementLeavesNothingAndIsNamed() {
        var outcome =
                bench.apply("create table a(x int);\n\ninsert into a values (1);\ncreate\ntable a(y int);\nselect 1");
        var error = assertFailed(outcome, Reason.MIGRATION_FAILED);
        assertThat(error)
                .hasMessageContaining("20260101_m failed at statement 3 (line 4)")
                .hasMessageContaining("42P07");
        assertThat(failureOf(outcome).statement()).isEqualTo(3);
        assertThat(failureOf(outcome).code()).isEqualTo("P3018");
        assertThat(bench.database.query("select to_regclass('a')")).containsExactly((String) null);
        var marker = assertUnfinished(bench.lastRow(), Marker.State.FAILED_LEFT_NOTHING);
        assertThat(marker.execution()).isEqualTo(Execution.ATOMIC);
        assertThat(bench.lastRow().logs()).contains("P3018").contains("already exists");
    }

    @Test
    void thePositionTellsTheLineInsideALongStatement() {
        var outcome = bench.apply("select 'é😀';\nselect\n1,\nnot_there;");
        assertThat(failureOf(outcome).line()).isEqualTo(4);
        assertThat(failureOf(outcome).statement()).isEqualTo(2);
    }

    @Test
    void noticesBecomeTheLogTail() {
        var outcome = bench.apply("do $$ begin raise notice 'half way'; end $$; select 1/0");
        assertThat(failureOf(outcome).logTail()).isEqualTo("NOTICE: half way");
    }

    @Test
    void aDeferredConstraintFailsAtCommitAndUndoesEverything() {
        var outcome = bench.apply("create table p(id int primary key);"
                + "create table c(p int references p deferrable initially deferred); insert into c values (7)");
        assertThat(assertFailed(outcome, Reason.MIGRATION_FAILED)).hasMessageContaining("at commit");
        assertThat(failureOf(outcome).statement()).isNull();
        assertThat(bench.database.query("select to_regclass('p')")).containsExactly((String) null);
    }

    @Test
    void aDeferredTriggerSeesTheCommitBeingDurable() {
        bench.database.run(
                "create table seen(s text); create table t(x int);"
                        + "create function note() returns trigger language plpgsql as"
                        + " $$ begin insert into seen values (current_setting('synchronous_commit')); return null; end $$;"
                        + "create constraint trigger n after insert on t deferrable initially deferred for each row execute function note()");
        assertApplied(bench.apply("set synchronous_commit = off; insert into t values (1)"));
        assertThat(bench.database.query("select s from seen")).containsExactly("on");
    }

    @Test
    void aScriptThatAnotherOneFollowsLeavesTheWaitForTheDiskToIt() {
        assertAppliedAhead(bench.applyAhead("20260101_m", "create table a(x int)"));
        var written = bench.database.query("select pg_current_wal_insert_lsn()").getFirst();
        assertApplied(bench.apply("20260102_m", "create table b(x int)"));
        assertThat(isOnTheDisk(written)).isTrue();
    }

    @Test
    void aRunThatEndsEarlyWaitsForWhatItHasApplied() {
        assertAppliedAhead(bench.applyAhead("20260101_m", "create table a(x int)"));
        var written = bench.database.query("select pg_current_wal_insert_lsn()").getFirst();
        bench.end();
        assertThat(isOnTheDisk(written)).isTrue();
        assertThat(bench.rows()).hasSize(1).allMatch(row -> row.applied());
    }

    private boolean isOnTheDisk(String lsn) {
        return bench.database
                .query("select pg_current_wal_flush_lsn() >= '" + lsn + "'::pg_lsn")
                .getFirst()
                .equals("t");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "drop table _prisma_migrations",
                "alter table _prisma_migrations rename to gone",
                "alter table _prisma_migrations drop column logs",
                "create rule hide as on update to _prisma_migrations do instead nothing",
                "delete from _prisma_migrations",
                "update _prisma_migrations set finished_at = now()",
                "insert into _prisma_migrations (id, checksum, migration_name) select 'other', '', migration_name from _prisma_migrations",
            })
    void aScriptThatTakesItsOwnRecordAwayIsUndone(String script) {
        var outcome = bench.apply("create table a(x int); " + script);
        assertThat(assertFailed(outcome, Reason.MIGRATION_FAILED)).hasMessageContaining("at its record");
        assertThat(bench.database.query("select to_regclass('a')")).containsExactly((String) null);
        assertUnfinished(bench.lastRow(), Marker.State.FAILED_LEFT_NOTHING);
    }

    @Test
    void aChangedHistoryIsNoticedBeforeAScriptIsBegun() {
        assertApplied(bench.apply("select 1"));
        bench.database.run("insert into _prisma_migrations (id, checksum, migration_name) values ('x', '', 'y')");
        assertReplan(bench.apply("20260102_n", "select 1"));
        assertThat(bench.rows()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update _prisma_migrations set rolled_back_at = now() where migration_name = '20260101_m'",
                "delete from _prisma_migrations where migration_name = '20260102_n'",
                "insert into _prisma_migrations (id, checksum, migration_name) values ('x', '', 'y')",
            })
    void aHistoryThatChangesBetweenTwoScriptsIsNoticedToo(String change) {
        assertApplied(bench.apply("20260101_m", "select 1"));
        assertApplied(bench.apply("20260102_n", "select 1"));
        bench.database.run(change);
        assertReplan(bench.apply("20260103_o", "select 1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update _prisma_migrations set rolled_back_at = now() where migration_name = '20260102_n'",
                "update _prisma_migrations set finished_at = null where migration_name = '20260102_n'",
                "delete from _prisma_migrations where migration_name = '20260102_n'",
                "update _prisma_migrations set logs = 'x' where migration_name = '20260101_m'",
                "insert into _prisma_migrations (id, checksum, migration_name) values ('x', '', 'y')",
            })
    void aHistoryThatChangesBehindAScriptThatAnotherOneFollowsIsNoticedToo(String change) {
        assertAppliedAhead(bench.applyAhead("20260101_m", "select 1"));
        assertAppliedAhead(bench.applyAhead("20260102_n", "select 1"));
        bench.database.run(change);
        assertReplan(bench.apply("20260103_o", "select 1"));
    }

    @Test
    void aTableThatIsRewrittenBehindAScriptThatAnotherOneFollowsIsKnownAgain() {
        assertAppliedAhead(bench.applyAhead("20260101_m", "select 1"));
        assertAppliedAhead(bench.applyAhead("20260102_n", "select 1"));
        bench.database.run("vacuum full _prisma_migrations");
        assertAppliedAhead(bench.applyAhead("20260103_o", "select 1"));
        assertApplied(bench.apply("20260104_p", "create index concurrently i on _prisma_migrations (logs)"));
        assertThat(bench.rows()).hasSize(4).allMatch(row -> row.applied());
    }

    /** The server keeps plans of the history's commands, and refuses one whose answer has other types now. */
    @Test
    void aScriptThatChangesTheTypesOfTheHistoryMayBeFollowed() {
        for (var number = 1; number <= 9; number++) {
            assertAppliedAhead(bench.applyAhead("2026010" + number, "select 1"));
        }
        assertApplied(bench.apply(
                "20260111_m", "alter table _prisma_migrations alter column logs type varchar, alter id type text"));
        for (var number = 2; number <= 9; number++) {
            assertAppliedAhead(bench.applyAhead("2026011" + number, "select 1"));
        }
        assertApplied(bench.apply("20260120_n", "alter table _prisma_migrations add note text"));
        assertApplied(bench.apply("20260121_o", "select 1"));
        assertThat(bench.rows()).hasSize(20).allMatch(row -> row.applied());
    }

    @Test
    void theHistoryAsThisRunLeftItHoldsTheLastScriptToo() {
        assertAppliedAhead(bench.applyAhead("20260101_m", "select 1"));
        assertAppliedAhead(bench.applyAhead("20260102_n", "select 1"));
        assertThat(bench.applier().rows()).containsExactlyInAnyOrderElementsOf(bench.rows());
    }

    @Test
    void outsideEffectsAreRecordedAsSuch() {
        bench.database.run("create sequence s");
        assertFailed(bench.apply("select setval('s', 5); select 1/0"), Reason.MIGRATION_FAILED);
        assertThat(assertUnfinished(bench.lastRow(), Marker.State.FAILED_LEFT_NOTHING)
                        .execution())
                .isEqualTo(Execution.OUTSIDE_EFFECTS);
    }

    @Test
    void anOrdinaryStatementTimeoutIsAFailureOfTheScript() {
        var outcome = bench.apply("set local statement_timeout = '50ms'; select pg_sleep(5)");
        assertThat(failureOf(outcome).sqlState()).isEqualTo("57014");
        assertFailed(outcome, Reason.MIGRATION_FAILED);
    }

    @Test
    void aReadOnlyTransactionOfTheScriptItselfIsItsOwnFault() {
        assertFailed(bench.apply("set transaction read only; create table a(x int)"), Reason.MIGRATION_FAILED);
    }
}
