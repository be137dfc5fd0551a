package io.dbmigration.runner.apply;

import static io.dbmigration.runner.apply.OutcomeAssert.assertApplied;
import static io.dbmigration.runner.apply.OutcomeAssert.assertFailed;
import static io.dbmigration.runner.apply.OutcomeAssert.assertReplan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dbmigration.contract.Reason;
import io.dbmigration.runner.history.HistoryRow;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InterruptedRowsPostgresIT {

    private static final String NAME = "20260101_m";
    private static final String HELD = "create table c(x int); select pg_advisory_unlock_all();"
            + " do $$ begin while not exists (select from released) loop perform pg_sleep(0.02); end loop; end $$";

    private ApplyBench bench;

    @BeforeEach
    void start() {
        bench = ApplyBench.start();
        bench.database.run("create table released(x int)");
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void anInterruptedScriptIsAppliedByTheNextRun() {
        var outcome = applySleeping("select pg_sleep(60)");
        bench.database.query("select pg_terminate_backend(" + bench.pid() + ")");
        assertFailed(outcome.join(), Reason.SESSION_TERMINATED);
        bench.replan();
        var rows = clear(bench, "select pg_sleep(60)", Duration.ZERO);
        assertThat(rows).singleElement().matches(HistoryRow::rolledBack);
        assertApplied(bench.apply("select 1"));
    }

    @Test
    void theFenceUndoesASessionThatStillWorks() {
        var outcome = applySleeping(HELD);
        try (var second = ApplyBench.beside(bench)) {
            assertThat(clear(second, HELD, Duration.ofMillis(600)))
                    .singleElement()
                    .matches(HistoryRow::rolledBack);
            assertThat(second.heard).anyMatch(line -> line.contains("still works on " + NAME));
            bench.database.run("insert into released values (1)");
            assertReplan(outcome.join());
            assertThat(bench.database.query("select to_regclass('c')")).containsExactly((String) null);
        }
    }

    @Test
    void aSessionThatFinishesInTimeIsNotFenced() {
        var outcome = applySleeping(HELD);
        try (var second = ApplyBench.beside(bench)) {
            var cleared = ApplyBench.meanwhile(() -> clear(second, HELD, Duration.ofMinutes(1)));
            await().until(() -> second.heard.stream().anyMatch(line -> line.contains("still works")));
            bench.database.run("insert into released values (1)");
            assertApplied(outcome.join());
            assertThat(cleared.join()).singleElement().matches(HistoryRow::applied);
        }
    }

    @Test
    void aScriptThatMeanwhileRunsStatementByStatementIsNotFenced() {
        var rows = bench.rows();
        assertThat(rows).isEmpty();
        var outcome = applySleeping("do $$ begin commit; end $$; " + HELD);
        try (var second = ApplyBench.beside(bench)) {
            assertThat(clear(second, HELD, Duration.ZERO)).singleElement().matches(HistoryRow::failed);
            bench.database.run("insert into released values (1)");
            assertApplied(outcome.join());
        }
    }

    @Test
    void aFixedBundleGoesOn() {
        assertFailed(bench.apply("select 1/0"), Reason.MIGRATION_FAILED);
        bench.replan();
        assertThat(clear(bench, "select 1/0", Duration.ZERO)).singleElement().matches(HistoryRow::failed);
        assertThat(clear(bench, "select 1", Duration.ZERO)).singleElement().matches(HistoryRow::rolledBack);
        assertApplied(bench.apply("select 1"));
    }

    private static List<HistoryRow> clear(ApplyBench run, String scriptNow, Duration courtesy) {
        var rows = new InterruptedRows(run.connections, run.history, courtesy, holder -> run.heard.add(holder));
        return rows.clear(run.rows(), List.of(ApplyBench.migration(NAME, scriptNow)), null);
    }

    private CompletableFuture<Outcome> applySleeping(String script) {
        var outcome = bench.applyMeanwhile(script);
        await().until(() -> bench.database
                .query("select wait_event from pg_stat_activity where pid = " + bench.pid())
                .contains("PgSleep"));
        return outcome;
    }
}
