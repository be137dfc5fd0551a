package io.dbmigration.runner.apply;

import io.dbmigration.runner.bundle.Migration;
import io.dbmigration.runner.bundle.Script;
import io.dbmigration.runner.database.ConnectionSettings;
import io.dbmigration.runner.database.Connections;
import io.dbmigration.runner.database.Server;
import io.dbmigration.runner.database.ServerOptions;
import io.dbmigration.runner.history.HistoryRow;
import io.dbmigration.runner.history.HistoryTable;
import io.dbmigration.runner.script.ParsedScript;
import io.dbmigration.runner.testing.TestDatabase;
import io.dbmigration.runner.testing.TestServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A run in the middle: connected, locked, with a history; applies scripts under made-up names. */
final class ApplyBench implements AutoCloseable {

    static final ApplySettings.Patience SHORT =
            new ApplySettings.Patience(Duration.ofMillis(50), Duration.ofSeconds(2), Duration.ofSeconds(10));

    final TestDatabase database;
    final List<String> heard = Collections.synchronizedList(new ArrayList<>());
    final Cancellation cancellation = new Cancellation();
    Connections connections;
    HistoryTable history;
    private final String url;
    private Duration lockBudget = Duration.ofSeconds(20);
    private String retry;
    private ScriptApplier applier;

    private ApplyBench(TestDatabase database, String url) {
        this.database = database;
        this.url = url;
        open();
    }

    /** With a new database, whose locks time out after 510 ms. */
    static ApplyBench start() {
        var database = TestServer.newDatabase();
        database.run("ALTER DATABASE " + database.name() + " SET deadlock_timeout = '10ms'");
        return new ApplyBench(database, database.url());
    }

    /** A second run on the same database; it does not take the lock. */
    static ApplyBench beside(ApplyBench other) {
        return new ApplyBench(other.database, other.url);
    }

    /** By another way to the same database. */
    static ApplyBench through(TestDatabase database, String url) {
        return new ApplyBench(database, url);
    }

    /** On a server of the test's own. */
    static ApplyBench on(String url) {
        return new ApplyBench(null, url);
    }

    private void open() {
        var options = new ServerOptions(
                "run-1", Path.of("target"), null, Duration.ofMillis(100), null, ServerOptions.Missing.REFUSE);
        connections = Server.open(ConnectionSettings.parse(url), options);
        history = new HistoryTable(connections, Duration.ofSeconds(10), holder -> heard.add("waiting: " + holder));
        if (!history.exists()) {
            history.create();
        }
    }

    ApplyBench withLockBudget(Duration budget) {
        lockBudget = budget;
        return this;
    }

    ApplyBench withRetry(String value) {
        retry = value;
        return this;
    }

    /** As after a result of Replan: new connections, the lock, the rows as they are. */
    void replan() {
        connections.close();
        applier = null;
        open();
    }

    Outcome apply(String sql) {
        return apply("20260101_m", sql);
    }

    Outcome apply(String name, String sql) {
        return apply(applier(), name, sql);
    }

    CompletableFuture<Outcome> applyMeanwhile(String sql) {
        var ready = applier();
        return meanwhile(() -> apply(ready, "20260101_m", sql)).orTimeout(60, TimeUnit.SECONDS);
    }

    /** Not on the common pool, which may have one thread only. */
    static <T> CompletableFuture<T> meanwhile(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, Thread::startVirtualThread);
    }

    /** As the script that another one follows, whose row it does not insert. */
    Outcome applyAhead(String name, String sql) {
        return applyBefore(pending("29991231_next", "create index concurrently"), name, sql);
    }

    /** With the row of the next script, which is the one to apply next. */
    Outcome applyBefore(PendingMigration next, String name, String sql) {
        return applyBefore(next, pending(name, sql));
    }

    Outcome applyBefore(PendingMigration next, PendingMigration pending) {
        applier().prepare(List.of(pending, next));
        return applier().apply(pending, next);
    }

    Outcome apply(PendingMigration pending) {
        return applier().apply(pending);
    }

    /** As a run does where it ends. */
    void end() {
        applier().end();
    }

    private Outcome apply(ScriptApplier ready, String name, String sql) {
        return ready.apply(pending(name, sql));
    }

    PendingMigration pending(String name, String sql) {
        var conforming = connections.script().connection().getStandardConformingStrings();
        return new PendingMigration(migration(name, sql), ParsedScript.of(sql, conforming));
    }

    static Migration migration(String name, String sql) {
        return new Migration(name, Script.of(sql), null);
    }

    int pid() {
        return connections.script().pid();
    }

    List<HistoryRow> rows() {
        return history.rows();
    }

    HistoryRow lastRow() {
        return history.rows().getLast();
    }

    Outcome revert(Reversal reversal) {
        return reverter().revert(reversal);
    }

    CompletableFuture<Outcome> revertMeanwhile(Reversal reversal) {
        var ready = reverter();
        return meanwhile(() -> ready.revert(reversal)).orTimeout(60, TimeUnit.SECONDS);
    }

    private ScriptReverter reverter() {
        lock();
        return new ScriptReverter(connections, history, history.rows(), settings(), cancellation, new Ear());
    }

    ScriptApplier applier() {
        if (applier == null) {
            lock();
            applier = new ScriptApplier(connections, history, history.rows(), settings(), cancellation, new Ear());
        }
        return applier;
    }

    private void lock() {
        try {
            connections.script().lock(Duration.ofSeconds(20), holder -> {});
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private ApplySettings settings() {
        return new ApplySettings("run-1", retry, Duration.ofMillis(100), lockBudget, SHORT);
    }

    @Override
    public void close() {
        connections.close();
    }

    private final class Ear implements ApplyListener {
        @Override
        public void statement(int index, int count) {
            heard.add("statement " + index + "/" + count);
        }

        @Override
        public void waitingFor(String whom) {
            heard.add("waiting for " + whom);
        }

        @Override
        public void tryAgain(int number, String because) {
            heard.add("try " + number + ": " + because);
        }
    }
}
