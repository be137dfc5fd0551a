package io.dbmigration.runner.apply;

import static io.dbmigration.runner.apply.OutcomeAssert.assertApplied;
import static io.dbmigration.runner.apply.OutcomeAssert.assertFailed;
import static io.dbmigration.runner.apply.OutcomeAssert.assertUnfinished;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dbmigration.contract.Reason;
import io.dbmigration.runner.history.HistoryRow;
import io.dbmigration.runner.history.Marker;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Scripts whose server restarts, crashes, becomes read-only or waits for its standby. */
class ServerTroublePostgresIT {

    private static final String ATOMIC = "create table c(x int); select pg_sleep(60)";

    private OwnServer server;
    private ApplyBench bench;

    @BeforeEach
    void start() throws IOException, SQLException {
        server = OwnServer.start();
        bench = ApplyBench.on(server.url());
    }

    @AfterEach
    void stop() throws IOException {
        bench.close();
        server.close();
    }

    @Test
    void aRestartIsAnInterruptionNotAPerson() throws Exception {
        var outcome = applySleeping(ATOMIC);
        server.restart();
        assertFailed(outcome.join(), Reason.INTERRUPTED);
        bench.replan();
        assertUnfinished(bench.lastRow(), Marker.State.IN_PROGRESS);
        var rows = new InterruptedRows(bench.connections, bench.history, Duration.ZERO, holder -> {})
                .clear(bench.rows(), List.of(ApplyBench.migration("20260101_m", ATOMIC)), null);
        assertThat(rows).singleElement().matches(HistoryRow::rolledBack);
    }

    @Test
    void aRestartLeavesWhatIsNotAtomicToAPerson() throws Exception {
        var outcome = applySleeping("vacuum; select pg_sleep(60)");
        server.restart();
        assertFailed(outcome.join(), Reason.OUTCOME_UNKNOWN);
        bench.replan();
        assertUnfinished(bench.lastRow(), Marker.State.IN_PROGRESS);
    }

    @Test
    void aCrashIsAnInterruptionThatTheSameServerRecords() throws Exception {
        var outcome = applySleeping(ATOMIC);
        // The row does not wait for the disk; without this it is lost with the crash, or not.
        server.query("checkpoint");
        server.crash();
        assertFailed(outcome.join(), Reason.INTERRUPTED);
        assertUnfinished(bench.lastRow(), Marker.State.INTERRUPTED);
    }

    @Test
    void aCommitThatDoesNotWaitForItsStandbyIsAppliedAndSaysSo() throws Exception {
        var outcome = applySleeping("select pg_sleep(1)");
        server.query("alter system set synchronous_standby_names = 'nobody'");
        server.query("select pg_reload_conf()");
        awaitEvent("SyncRep");
        server.query("select pg_cancel_backend(" + bench.pid() + ")");
        var applied = assertApplied(outcome.join());
        assertThat(applied.notices())
                .singleElement()
                .satisfies(n -> assertThat(n.message()).startsWith("durability: local only"));
    }

    @Test
    void aSessionKilledWhileItWaitsForItsStandbyIsAppliedToo() throws Exception {
        var outcome = applySleeping("select pg_sleep(1)");
        server.query("alter system set synchronous_standby_names = 'nobody'");
        server.query("select pg_reload_conf()");
        awaitEvent("SyncRep");
        server.query("select pg_terminate_backend(" + bench.pid() + ")");
        assertThat(assertApplied(outcome.join()).notices()).hasSize(1);
    }

    @Test
    void aServerThatTakesNoWritesAnyMoreIsNotTheScriptsFault() throws Exception {
        server.query("create table a(x int)");
        try (var other = server.connect();
                var statement = other.createStatement()) {
            statement.execute("begin; lock table a");
            var outcome = bench.applyMeanwhile("alter table a add y int");
            await().until(() -> bench.heard.stream().anyMatch(line -> line.startsWith("try 2")));
            server.query("alter system set default_transaction_read_only = on");
            server.query("select pg_reload_conf()");
            assertFailed(outcome.join(), Reason.READ_ONLY_SERVER);
        }
    }

    private CompletableFuture<Outcome> applySleeping(String script) {
        var outcome = bench.applyMeanwhile(script);
        awaitEvent("PgSleep");
        return outcome;
    }

    private void awaitEvent(String event) {
        await().until(() -> server.query("select wait_event from pg_stat_activity where pid = " + bench.pid())
                .contains(event));
    }
}
