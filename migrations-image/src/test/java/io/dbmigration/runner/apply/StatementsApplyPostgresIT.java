package io.dbmigration.runner.apply;

import static io.dbmigration.runner.apply.OutcomeAssert.assertApplied;
import static io.dbmigration.runner.apply.OutcomeAssert.assertFailed;
import static io.dbmigration.runner.apply.OutcomeAssert.assertReplan;
import static io.dbmigration.runner.apply.OutcomeAssert.assertUnfinished;
import static io.dbmigration.runner.apply.OutcomeAssert.failureOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dbmigration.contract.Reason;
import io.dbmigration.runner.history.Execution;
import io.dbmigration.runner.history.Marker;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts that are not atomic: transaction control of their own, and statements that refuse a transaction. */
class StatementsApplyPostgresIT {

    private ApplyBench bench;

    @BeforeEach
    void start() {
        bench = ApplyBench.start();
        bench.database.run("create table a(x int); insert into a values (1), (1); create type e as enum ('one');"
                + " create procedure backfill() language plpgsql as"
                + " $$ begin for i in 1..2 loop update a set x = i; commit; end loop; end $$;"
                + " create type \"an add \"\"e\"\"\" as enum ('one')");
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "begin; create table c(x int); commit",
                "start transaction; create table c(x int); savepoint s; release s; end",
                "create table c(x int); commit; insert into c values (1)",
                "begin; create table d(x int); rollback; create table c(x int)",
            })
    void ownTransactionControlIsFollowedByItsRecord(String script) {
        assertApplied(bench.apply(script));
        assertThat(exists("c")).isTrue();
    }

    /** As Prisma, which sends a script as one message: what it says of encodings is about answers, not about itself. */
    @ParameterizedTest
    @ValueSource(strings = {"SQL_ASCII", "LATIN1"})
    void aScriptThatSetsAnotherClientEncodingIsReadAsUtf8AllTheSame(String encoding) {
        assertApplied(bench.apply("set client_encoding = '" + encoding + "'; create table c(\"größe\" text);"
                + " insert into c values ('größe €'); vacuum c"));
        assertThat(bench.database.query("select \"größe\" from c")).containsExactly("größe €");
        assertThat(bench.connections.script().idle()).isTrue();
    }

    @Test
    void aMissingCommitIsRolledBackAndFails() {
        var error = assertFailed(bench.apply("begin; create table c(x int)"), Reason.MIGRATION_FAILED);
        assertThat(error).hasMessageContaining("BEGIN without COMMIT");
        assertThat(exists("c")).isFalse();
        assertThat(bench.connections.script().idle()).isTrue();
        assertThat(assertUnfinished(bench.lastRow(), Marker.State.FAILED).execution())
                .isEqualTo(Execution.OWN_TRANSACTIONS);
    }

    @Test
    void anErrorInsideAnOpenTransactionKeepsItsCause() {
        var outcome = bench.apply("begin; create table c(x int); select 1/0; commit");
        assertThat(failureOf(outcome).sqlState()).isEqualTo("22012");
        assertThat(failureOf(outcome).statement()).isEqualTo(3);
        assertThat(bench.connections.script().idle()).isTrue();
    }

    @Test
    void aCommitHalfWayKeepsTheFirstHalfAndSaysSo() {
        var outcome = bench.apply("create table c(x int); commit; create table d(x int); select 1/0");
        assertThat(assertFailed(outcome, Reason.MIGRATION_FAILED)).hasMessageContaining("not atomic");
        assertThat(failureOf(outcome).statement()).isEqualTo(4);
        assertThat(exists("c")).isTrue();
        assertThat(exists("d")).isFalse();
        assertThat(assertUnfinished(bench.lastRow(), Marker.State.FAILED).statement())
                .isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vacuum a",
                "create index concurrently i on a(x)",
                "create table c(x int); create index concurrently i on c(x); drop index concurrently i; vacuum",
                "create index concurrently i on a(x); reindex index concurrently i",
                "create table p(x int) partition by range (x); create table p1 partition of p for values from (0) to (9);"
                        + " alter table p detach partition p1 concurrently",
                "begin; create table c(x int); commit; vacuum c",
                "vacuum; set role pg_read_all_data",
                "begin; alter table a add column w int; commit; call backfill()",
                "begin; alter table a add column w int; commit; do $$ begin update a set w = 1; commit; end $$",
                "create table p(x int) partition by range (x); begin; create index on p(x); commit; reindex table p",
                "reindex schema public",
            })
    void isRunStatementByStatement(String script) {
        assertApplied(bench.apply(script));
        assertApplied(bench.apply("20260102_n", "do $$ begin assert current_user = session_user; end $$"));
    }

    @Test
    void aBlockBetweenOwnTransactionsThatDoesNotCommitStaysInTheOneMessage() {
        assertApplied(bench.apply("begin; create table c(x int); commit; do $$ begin insert into c values (1); end $$;"
                + " begin; insert into c values (2); commit"));
        assertThat(bench.database.query("select x from c order by x")).containsExactly("1", "2");
    }

    @Test
    void theFailingStatementIsRecordedAndTheEarlierOnesStay() {
        var outcome = bench.apply("create table c(x int);\nvacuum a;\nselect\n  nope;\ncreate table d(x int)");
        assertFailed(outcome, Reason.MIGRATION_FAILED);
        assertThat(failureOf(outcome).statement()).isEqualTo(3);
        assertThat(failureOf(outcome).line()).isEqualTo(4);
        var marker = assertUnfinished(bench.lastRow(), Marker.State.FAILED);
        assertThat(marker.statement()).isEqualTo(3);
        assertThat(marker.execution()).isEqualTo(Execution.STATEMENT_BY_STATEMENT);
        assertThat(exists("c")).isTrue();
    }

    @Test
    void aTransactionLeftOpenAtTheEndFails() {
        assertFailed(bench.apply("vacuum; begin; create table c(x int)"), Reason.MIGRATION_FAILED);
        assertThat(exists("c")).isFalse();
        assertUnfinished(bench.lastRow(), Marker.State.FAILED);
    }

    @Test
    void aTransactionThatIsPreparedMeanwhileIsTold() throws SQLException {
        bench.database.run("create table gate(x int)");
        try (var keeper = bench.database.connect();
                var gate = keeper.createStatement()) {
            gate.execute("begin; lock gate");
            var outcome = bench.applyMeanwhile("vacuum a; insert into gate values (1)");
            await().until(() -> bench.database
                    .query("select wait_event_type from pg_stat_activity where pid = " + bench.pid())
                    .contains("Lock"));
            try (var other = bench.database.connect();
                    var program = other.createStatement()) {
                program.execute("begin; create table c(x int); prepare transaction 'stays'");
                gate.execute("commit");
                var applied = assertApplied(outcome.join());
                program.execute("rollback prepared 'stays'");
                assertThat(applied.notices())
                        .anySatisfy(notice -> assertThat(notice.message()).contains("[stays]"));
            }
        }
    }

    @Test
    void theInvalidIndexThatAFailedBuildLeavesIsDropped() {
        var outcome = bench.apply("create unique index concurrently i on a(x)");
        assertThat(assertFailed(outcome, Reason.MIGRATION_FAILED))
                .hasMessageContaining("public.i")
                .hasMessageContaining("dropped");
        assertThat(exists("i")).isFalse();
    }

    @Test
    void anInvalidIndexFromBeforeIsToldAndNotTouched() {
        bench.database.run("update pg_index set indisvalid = false where indexrelid = 'a_x'::regclass"
                .replace("update", "create index a_x on a(x); update"));
        var applied = assertApplied(bench.apply("create index concurrently if not exists a_x on a(x)"));
        assertThat(applied.notices()).anySatisfy(n -> assertThat(n.message()).contains("public.a_x is invalid"));
        assertThat(exists("a_x")).isTrue();
    }

    @Test
    void aConcurrentStatementThatMeetsADeadlockIsTriedAgainWhenItIsTheWholeScript() {
        bench.database.run(
                "create sequence tries; create function f(int) returns int immutable language plpgsql as"
                        + " $$ begin if nextval('public.tries') < 2 then raise 'no' using errcode = '40P01'; end if; return $1; end $$");
        assertApplied(bench.apply("create index concurrently i on a(f(x))"));
        assertThat(bench.heard).anyMatch(line -> line.startsWith("try 2"));
        assertThat(bench.database.query("select indexrelid::regclass::text from pg_index where not indisvalid"))
                .isEmpty();
    }

    @Test
    void twoStatementsAreNotTriedAgain() {
        bench.database.run("create function f(int) returns int immutable language plpgsql as"
                + " $$ begin raise 'no' using errcode = '40P01'; end $$");
        assertFailed(bench.apply("vacuum a; create index concurrently i on a(f(x))"), Reason.MIGRATION_FAILED);
        assertThat(bench.heard).noneMatch(line -> line.startsWith("try"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alter type e add value 'two'; create table c(e e default 'two')",
                "alter type public.\"e\" add value 'two' after 'one'; insert into a select 1 where 'two'::e is null",
                "alter type e\nadd value 'two'; create table c(e e default 'two')",
                "alter type E/* grows */add\tvalue 'two'; create table c(e e default 'two')",
                "alter type \"an add \"\"e\"\"\" add value 'two'; create table c(e \"an add \"\"e\"\"\" default 'two')",
                "create table c(x int); do $$ begin insert into c values (1); commit; end $$",
                "create procedure p() language plpgsql as $$ begin commit; end $$; call p()",
                "create table p(x int) partition by range (x); create index i on p(x); cluster p using i",
                "create table p(x int) partition by range (x); reindex table p",
            })
    void whatTheMessagesOwnTransactionForbidsIsRunStatementByStatement(String script) {
        assertApplied(bench.apply(script));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create table c(x int); do $$ begin execute 'vacuum a'; end $$",
                "create table c(x int); do $$ begin raise 'x' using errcode = '25001'; end $$",
                "create table c(x int); do $$ begin raise 'x' using errcode = '55P04'; end $$",
                "create table c(x int); select 1; set transaction isolation level serializable",
            })
    void theSameCodesFromElsewhereAreOrdinaryFailuresThatLeftNothing(String script) {
        assertFailed(bench.apply(script), Reason.MIGRATION_FAILED);
        assertThat(exists("c")).isFalse();
        assertUnfinished(bench.lastRow(), Marker.State.FAILED_LEFT_NOTHING);
    }

    @Test
    void whatWouldWorkOutsideTheTransactionBehindTheRefusedStatementIsRunStatementByStatement() {
        bench.database.run("create sequence s");
        assertApplied(bench.apply("call backfill(); select setval('s', (select max(x) from a))"));
        assertThat(bench.database.query("select last_value from s")).containsExactly("2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select setval('s', 9); do $$ begin commit; end $$",
                "do $$ begin perform setval('s', 9); commit; end $$; select 1",
            })
    void whatWorksOutsideTheTransactionIsNotRunASecondTime(String script) {
        bench.database.run("create sequence s");
        assertFailed(bench.apply(script), Reason.MIGRATION_FAILED);
        assertThat(assertUnfinished(bench.lastRow(), Marker.State.FAILED_LEFT_NOTHING)
                        .execution())
                .isEqualTo(Execution.OUTSIDE_EFFECTS);
    }

    @Test
    void aFallbackThatFailsIsNotAtomic() {
        var outcome = bench.apply("create table c(x int); do $$ begin commit; end $$; select 1/0");
        assertFailed(outcome, Reason.MIGRATION_FAILED);
        assertThat(exists("c")).isTrue();
        var marker = assertUnfinished(bench.lastRow(), Marker.State.FAILED);
        assertThat(marker.execution()).isEqualTo(Execution.STATEMENT_BY_STATEMENT);
        assertThat(marker.statement()).isEqualTo(3);
    }

    @Test
    void aDateStyleLeftByTheLastStatementClosesTheConnectionButTheScriptIsApplied() {
        assertApplied(bench.apply("vacuum; set datestyle = 'German'"));
        assertReplan(bench.apply("20260102_n", "select 1"));
        bench.replan();
        assertApplied(bench.apply("20260102_n", "select 1"));
    }

    @Test
    void aDateStyleLeftInTheMiddleLeavesTheRowToAPerson() {
        assertFailed(bench.apply("vacuum; set datestyle = 'German'; create table c(x int)"), Reason.OUTCOME_UNKNOWN);
        assertThat(assertUnfinished(bench.lastRow(), Marker.State.IN_PROGRESS).statement())
                .isEqualTo(2);
    }

    @Test
    void aDateStyleLeftInsideATransactionTakesTheTransactionWithIt() {
        assertFailed(
                bench.apply("vacuum; begin; create table c(x int); set datestyle = 'German'"), Reason.OUTCOME_UNKNOWN);
        assertThat(exists("c")).isFalse();
        assertUnfinished(bench.lastRow(), Marker.State.IN_PROGRESS);
    }

    @Test
    void discardAllGivesUpTheLockWhichIsNoticed() {
        assertApplied(bench.apply("discard all"));
        assertReplan(bench.apply("20260102_n", "select 1"));
    }

    private boolean exists(String relation) {
        return bench.database
                .query("select to_regclass('" + relation + "') is not null")
                .contains("t");
    }
}
