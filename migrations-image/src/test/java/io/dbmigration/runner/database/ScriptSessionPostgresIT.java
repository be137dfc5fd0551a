package io.dbmigration.runner.database;

import static io.dbmigration.runner.testing.RunExceptionAssert.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dbmigration.contract.Reason;
import io.dbmigration.runner.database.ServerOptions.Missing;
import io.dbmigration.runner.testing.PgPrograms;
import io.dbmigration.runner.testing.TestConnections;
import io.dbmigration.runner.testing.TestDatabase;
import io.dbmigration.runner.testing.TestServer;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ScriptSessionPostgresIT {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final LockListener NOBODY = holder -> {};

    private final TestDatabase database = TestServer.newDatabase();

    @Test
    void takesPrismasLockAndKnowsItsOwn() throws Exception {
        try (var connections = TestConnections.open(database.url())) {
            var script = connections.script();
            assertThat(script.holdsLock()).isFalse();
            script.lock(LONG, NOBODY);
            script.lock(LONG, NOBODY);
            assertThat(script.holdsLock()).isTrue();
            assertThat(database.query("SELECT objid::text || '/' || classid || '/' || objsubid FROM pg_locks"
                            + " WHERE locktype = 'advisory' AND pid = " + script.pid()))
                    .containsExactly("72707369/0/1");

            new Query(script.connection()).one("SELECT pg_advisory_unlock(72707369)");
            assertThat(script.holdsLock()).as("a script can give it up").isFalse();
        }
    }

    @Test
    void namesTheHolderWhileItWaitsAndWhenItGivesUp() throws Exception {
        try (var prisma = database.connect();
                var connections = TestConnections.open(database.url())) {
            new Query(prisma).one("SELECT set_config('application_name', 'the other', false)");
            new Query(prisma).one("SELECT pg_advisory_lock(72707369)::text");
            var heard = new ArrayList<String>();
            assertRefused(() -> connections.script().lock(Duration.ofMillis(1), heard::add))
                    .with(Reason.ADVISORY_LOCK_BUSY)
                    .saying("the other", "role postgres", "idle since");
            assertThat(heard).singleElement().asString().contains("the other");
        }
    }

    @Test
    void goesOnOnceTheHolderIsGone() throws Exception {
        try (var connections = TestConnections.open(database.url())) {
            var prisma = database.connect();
            new Query(prisma).one("SELECT pg_advisory_lock(72707369)::text");
            connections.script().lock(LONG, holder -> Closing.quietly(prisma));
            assertThat(connections.script().holdsLock()).isTrue();
        }
    }

    @Test
    void theLockOfAnotherDatabaseDoesNotMatter() throws Exception {
        try (var elsewhere = TestServer.newDatabase().connect();
                var connections = TestConnections.open(database.url())) {
            new Query(elsewhere).one("SELECT pg_advisory_lock(72707369)::text");
            connections.script().lock(Duration.ZERO, NOBODY);
            assertThat(connections.script().holdsLock()).isTrue();
        }
    }

    @Test
    void nothingOfAScriptReachesTheNextOne() throws Exception {
        database.run("CREATE ROLE other_of_" + database.name());
        var options = TestConnections.options();
        var limited = new ServerOptions(
                options.runId(), options.workFolder(), null, Duration.ofSeconds(3), null, Missing.REFUSE);
        try (var connections = TestConnections.open(database.url() + "?schema=public", limited)) {
            var script = connections.script();
            var query = new Query(script.connection());
            script.lock(LONG, NOBODY);
            query.run("CREATE TEMP TABLE left_over (); LISTEN left_over; PREPARE left_over AS SELECT 1;"
                    + " SET lock_timeout = '1h'; SET search_path = ''; SET TimeZone = 'Asia/Tokyo'; SET client_encoding = 'LATIN1';"
                    + " SET DateStyle = 'ISO, YMD'; SET SESSION AUTHORIZATION other_of_" + database.name());

            assertThat(script.resetBetweenScripts()).as("holds the lock").isTrue();

            assertThat(query.one("SELECT current_setting('lock_timeout')")).isEqualTo("3s");
            assertThat(query.one("SELECT current_setting('search_path')")).isEqualTo("public");
            assertThat(query.one("SELECT current_setting('client_encoding')")).isEqualTo("UTF8");
            assertThat(query.one("SELECT current_setting('TimeZone')"))
                    .isEqualTo(script.style().timeZone());
            assertThat(query.one("SELECT current_setting('DateStyle')"))
                    .isEqualTo("ISO, " + script.style().dateOrder());
            assertThat(query.one("SELECT current_setting('application_name')")).isEqualTo("dbm " + options.runId());
            assertThat(query.one("SELECT CURRENT_USER || '/' || SESSION_USER")).isEqualTo("postgres/postgres");
            assertThat(query.one("SELECT count(*) FROM pg_prepared_statements")).isEqualTo("0");
            assertThat(query.one("SELECT count(*) FROM pg_listening_channels()"))
                    .isEqualTo("0");
            assertThat(query.one("SELECT to_regclass('pg_temp.left_over') IS NULL"))
                    .isEqualTo("t");
            assertThat(script.holdsLock()).isTrue();
        }
    }

    @Test
    void anOpenTransactionIsSeenAndRolledBack() throws Exception {
        try (var connections = TestConnections.open(database.url())) {
            var script = connections.script();
            new Query(script.connection()).run("BEGIN; CREATE TABLE undone ()");
            assertThat(script.idle()).isFalse();
            script.makeIdle();
            assertThat(script.idle()).isTrue();
            assertThat(database.query("SELECT to_regclass('undone')::text")).containsOnlyNulls();
        }
    }

    @Test
    void aStatementIsCancelledFromAnotherThread() throws Exception {
        try (var connections = TestConnections.open(database.url())) {
            var script = connections.script();
            var running = CompletableFuture.runAsync(() -> assertThatThrownBy(
                            () -> new Query(script.connection()).run("SELECT pg_sleep(600)"))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            error -> assertThat(error.getSQLState()).isEqualTo("57014")));
            await().until(() -> connections.bookkeeping().stateOf(script.pid(), script.backendStart()).stream()
                    .anyMatch("active"::equals));
            script.cancel();
            running.join();
            assertThat(script.idle()).isTrue();
        }
    }

    @Test
    void aGoneSessionIsGoneAndItsPidAloneDoesNotCount() throws Exception {
        try (var connections = TestConnections.open(database.url())) {
            var books = connections.bookkeeping();
            var script = connections.script();
            assertThat(books.stateOf(script.pid(), script.backendStart())).contains("idle");
            assertThat(books.stateOf(script.pid(), "2020-01-01 00:00:00")).isEmpty();
            script.close();
            await().until(() ->
                    books.stateOf(script.pid(), script.backendStart()).isEmpty());
        }
    }

    @Test
    void tellsWhoBlocksTheScript() throws Exception {
        database.run("CREATE TABLE t ()");
        try (var reader = database.connect();
                var connections = TestConnections.open(database.url())) {
            new Query(reader).run("SET application_name = 'long report'");
            new Query(reader).run("BEGIN; TABLE t");
            var script = connections.script();
            var running = CompletableFuture.runAsync(
                    () -> assertThatThrownBy(() -> new Query(script.connection()).run("DROP TABLE t")));
            var blockers =
                    await().until(() -> connections.bookkeeping().blockersOf(script.pid()), found -> !found.isEmpty());
            assertThat(blockers).singleElement().asString().contains("long report", "idle in transaction");
            script.cancel();
            running.join();
        }
    }

    @Test
    void readsTheRolesOwnStyleThroughPsqlAndFromTheCatalogAlike() throws Exception {
        var psql = PgPrograms.folder().resolve("psql");
        var role = TestServer.newRole("");
        TestServer.run(("ALTER ROLE %1$s SET TimeZone = 'Europe/Zurich'; ALTER ROLE %1$s SET DateStyle = 'ISO, MDY';"
                                + "ALTER ROLE %1$s SET extra_float_digits = -3;")
                        .formatted(role)
                + "ALTER ROLE %s IN DATABASE %s SET DateStyle = 'German, DMY'".formatted(role, database.name()));
        var withPsql =
                new ServerOptions("run-1", TestConnections.options().workFolder(), psql, null, null, Missing.REFUSE);
        for (var options : List.of(withPsql, TestConnections.options())) {
            try (var connections = TestConnections.open(database.urlOf(role), options)) {
                assertThat(connections.script().style().timeZone()).isEqualTo("Europe/Zurich");
                assertThat(connections.script().style().dateOrder()).isEqualTo("DMY");
                assertThat(new Query(connections.script().connection()).one("SELECT 0.1::float8 + 0.2::float8"))
                        .isEqualTo("0.3");
                assertThat(connections.notices()).singleElement().asString().contains("German, DMY");
            }
        }
    }

    @Test
    void aPsqlThatDoesNotWorkIsTold() throws Exception {
        var work = TestConnections.options().workFolder();
        var broken = Files.writeString(work.resolve("psql"), "#!/bin/sh\necho 'this is broken' >&2; exit 2\n");
        assertThat(broken.toFile().setExecutable(true)).isTrue();
        for (var psql : List.of(broken, work.resolve("not-there"))) {
            var options = new ServerOptions("run-1", work, psql, null, null, Missing.REFUSE);
            try (var connections = TestConnections.open(database.url(), options)) {
                assertThat(connections.notices().getFirst()).contains("psql could not tell");
            }
        }
    }

    @Test
    void theServersOwnStyleNeedsPsql() {
        var psql = PgPrograms.folder().resolve("psql");
        var withPsql =
                new ServerOptions("run-1", TestConnections.options().workFolder(), psql, null, null, Missing.REFUSE);
        try (var connections = TestConnections.open(database.url(), withPsql)) {
            assertThat(connections.script().style().timeZone()).isEqualTo("Pacific/Auckland");
            assertThat(connections.notices()).isEmpty();
        }
        try (var connections = TestConnections.open(database.url())) {
            assertThat(connections.notices()).singleElement().asString().contains("not known without a psql");
        }
    }
}
