package io.dbmigration.runner.apply;

import static io.dbmigration.runner.apply.OutcomeAssert.assertApplied;
import static io.dbmigration.runner.apply.OutcomeAssert.assertFailed;
import static io.dbmigration.runner.apply.OutcomeAssert.assertUnfinished;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dbmigration.contract.Reason;
import io.dbmigration.runner.history.Marker;
import io.dbmigration.runner.testing.TestServer;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Scripts whose connection fails. */
class NetworkPostgresIT {

    private static final String HELD =
            "do $$ begin while not exists (select from released) loop" + " perform pg_sleep(0.02); end loop; end $$";

    private TcpProxy network;
    private ApplyBench bench;

    @BeforeEach
    void start() throws IOException {
        var database = TestServer.newDatabase();
        database.run("create table released(x int)");
        network = new TcpProxy(TestServer.port());
        var url = database.url().replace(":" + TestServer.port() + "/", ":" + network.port() + "/");
        bench = ApplyBench.through(database, url + "?sslmode=disable");
    }

    @AfterEach
    void stop() {
        bench.close();
        network.close();
    }

    @Test
    void aCutConnectionInterruptsAnAtomicScriptWhichTheServerUndoes() {
        var outcome = applyHeld("create table c(x int); " + HELD);
        network.cut();
        assertFailed(outcome.join(), Reason.INTERRUPTED);
        assertUnfinished(bench.lastRow(), Marker.State.INTERRUPTED);
        assertThat(bench.database.query("select to_regclass('c')")).containsExactly((String) null);
    }

    @Test
    void aCutConnectionLeavesWhatIsNotAtomicToAPerson() {
        var outcome = applyHeld("create table c(x int); commit; " + HELD);
        network.cut();
        assertFailed(outcome.join(), Reason.OUTCOME_UNKNOWN);
        assertUnfinished(bench.lastRow(), Marker.State.IN_PROGRESS);
    }

    @Test
    void anAnswerThatIsLostOnTheWayIsFoundInTheRow() {
        var outcome = applyHeld("create table c(x int); " + HELD);
        network.swallowAnswers();
        release();
        assertApplied(outcome.join());
    }

    @Test
    void aConnectionThatBreaksWhenTheCommitIsAcknowledgedIsFoundInTheRow() {
        var outcome = applyHeld("create table c(x int); create table d(x int); " + HELD);
        network.cutInsteadOf("CREATE TABLE");
        release();
        assertApplied(outcome.join());
    }

    @Test
    void aRowWhoseInsertIsNotAcknowledgedIsFoundByItsId() {
        network.cutInsteadOf("INSERT 0 1");
        assertApplied(bench.apply("create table c(x int)"));
        assertThat(bench.rows()).hasSize(1);
    }

    @Test
    void aRowThatWasNotInsertedMeansThatNothingWasRun() {
        bench.database.run("create function cut() returns trigger language plpgsql as $$ begin"
                + " perform pg_terminate_backend(pg_backend_pid()); return new; end $$;"
                + " create trigger cut before insert on _prisma_migrations for each row execute function cut()");
        assertThat(assertFailed(bench.apply("create table c(x int)"), Reason.INTERRUPTED))
                .hasMessageContaining("nothing of it was run");
        assertThat(bench.rows()).isEmpty();
    }

    private void release() {
        bench.database.run("insert into released values (1)");
    }

    private CompletableFuture<Outcome> applyHeld(String script) {
        var outcome = bench.applyMeanwhile(script);
        await().until(() -> bench.database
                .query("select wait_event from pg_stat_activity where pid = " + bench.pid())
                .contains("PgSleep"));
        return outcome;
    }
}
