package io.dbmigration.runner.database;

import static io.dbmigration.runner.testing.RunExceptionAssert.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbmigration.contract.Reason;
import io.dbmigration.runner.database.ServerOptions.Missing;
import io.dbmigration.runner.testing.TestConnections;
import io.dbmigration.runner.testing.TestDatabase;
import io.dbmigration.runner.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerPostgresIT {

    @TempDir
    Path work;

    private final TestDatabase database = TestServer.newDatabase();

    @Test
    void tellsWhichDatabaseItIs() {
        try (var connections = TestConnections.open(database.url())) {
            var identity = connections.identity();
            assertThat(identity.serverVersion()).startsWith("17.");
            assertThat(identity.systemIdentifier()).matches("[0-9]{15,}");
            assertThat(identity.timeline()).isEqualTo(1);
            assertThat(identity.address()).isEqualTo("localhost:" + TestServer.port());
            assertThat(identity.name()).isEqualTo(database.name());
            assertThat(identity.oid()).isPositive();
            assertThat(identity.schema()).isEqualTo("public");
            assertThat(connections.facts().superuser()).isTrue();
            assertThat(connections.facts().deadlockTimeout()).isEqualTo(Duration.ofSeconds(1));
        }
    }

    @Test
    void aRoleWithoutRightsOnTheServerIsEnough() {
        var role = TestServer.newRole("");
        database.run("REVOKE EXECUTE ON FUNCTION pg_control_system() FROM PUBLIC");
        try (var connections = TestConnections.open(database.urlOf(role))) {
            assertThat(connections.facts().superuser()).isFalse();
            assertThat(connections.facts().role()).isEqualTo(role);
            assertThat(connections.identity().systemIdentifier()).isNull();
        }
    }

    @Test
    void theScriptsSessionOutlivesTheRolesOwnTimeouts() throws Exception {
        var role = TestServer.newRole("");
        TestServer.run("ALTER ROLE %1$s SET idle_session_timeout = '7s'; ALTER ROLE %1$s SET statement_timeout = '9s'"
                .formatted(role));
        var options = new ServerOptions("run-7", work, null, Duration.ofSeconds(2), null, Missing.REFUSE);
        try (var connections = TestConnections.open(database.urlOf(role), options)) {
            var script = connections.script().connection();
            assertThat(setting(script, "idle_session_timeout")).isEqualTo("0");
            assertThat(setting(script, "transaction_timeout")).isEqualTo("0");
            assertThat(setting(script, "client_connection_check_interval")).isEqualTo("1s");
            assertThat(setting(script, "tcp_keepalives_idle")).isEqualTo("30");
            assertThat(setting(script, "application_name")).isEqualTo("dbm run-7");
            assertThat(setting(script, "lock_timeout")).isEqualTo("2s");
            assertThat(setting(script, "statement_timeout"))
                    .as("the role's own")
                    .isEqualTo("9s");

            var books = connections.bookkeeping().connection();
            assertThat(setting(books, "row_security")).isEqualTo("off");
            assertThat(setting(books, "synchronous_commit")).isEqualTo("on");
            assertThat(setting(books, "default_transaction_isolation")).isEqualTo("read committed");
            assertThat(setting(books, "statement_timeout")).isEqualTo("0");
            assertThat(setting(books, "lock_timeout")).isEqualTo("2s");
        }
    }

    @ParameterizedTest
    @CsvSource({"100, 1500ms", "1600, 1600ms", "0, 0"})
    void aLockIsWaitedForAtLeastAsLongAsLetsAutovacuumGiveWay(long askedMillis, String set) throws Exception {
        var options = new ServerOptions("run-7", work, null, Duration.ofMillis(askedMillis), null, Missing.REFUSE);
        try (var connections = TestConnections.open(database.url(), options)) {
            assertThat(setting(connections.script().connection(), "lock_timeout"))
                    .isEqualTo(set);
        }
    }

    @Test
    void theUrlsOptionsHoldUnlessTheyAreOurs() throws Exception {
        var url = database.url() + "?options=-c%20work_mem%3D7MB%20-c%20idle_session_timeout%3D1s&schema=public";
        try (var connections = TestConnections.open(url)) {
            var script = connections.script().connection();
            assertThat(setting(script, "work_mem")).isEqualTo("7MB");
            assertThat(setting(script, "idle_session_timeout")).isEqualTo("0");
            assertThat(setting(script, "search_path")).isEqualTo("public");
        }
    }

    @Test
    void aWrongPasswordIsSaidWithoutRepeatingIt() {
        assertRefused(() -> TestConnections.open(database.url("postgres", "wr0ng-pass")))
                .with(Reason.AUTHENTICATION_FAILED)
                .saying("localhost:" + TestServer.port())
                .notSaying("wr0ng-pass");
    }

    @Test
    void aMissingPasswordIsAnAuthenticationFailure() {
        var url = "postgresql://postgres@localhost:" + TestServer.port() + "/" + database.name();
        assertRefused(() -> TestConnections.open(url)).with(Reason.AUTHENTICATION_FAILED);
    }

    @Test
    void aMissingDatabaseIsNamed() {
        assertRefused(() -> TestConnections.open(new TestDatabase("not_there").url()))
                .with(Reason.DATABASE_NOT_FOUND)
                .saying("not_there");
    }

    @Test
    void aMissingSchemaIsNamed() {
        assertRefused(() -> TestConnections.open(database.url() + "?schema=not_there"))
                .with(Reason.DATABASE_NOT_FOUND)
                .saying("schema 'not_there'");
    }

    @Test
    void databaseAndSchemaAreCreatedWhenAskedFor() {
        var fresh = new TestDatabase(database.name() + " new \"one\"");
        var url = database.url().replace(database.name(), database.name() + "%20new%20%22one%22") + "?schema=App";
        var options = new ServerOptions("run-1", work, null, null, null, Missing.CREATE);
        for (var time = 1; time <= 2; time++) {
            try (var connections = TestConnections.open(url, options)) {
                assertThat(connections.facts().database()).isEqualTo(fresh.name());
                assertThat(connections.identity().schema()).isEqualTo("App");
            }
        }
    }

    @Test
    void aDatabaseThatTheRoleMayNotCreateIsNamed() {
        var role = TestServer.newRole("");
        var options = new ServerOptions("run-1", work, null, null, null, Missing.CREATE);
        assertRefused(() -> TestConnections.open(new TestDatabase("not_there").urlOf(role), options))
                .with(Reason.DATABASE_NOT_CREATED)
                .saying("permission denied to create database");
    }

    @Test
    void aRoleThatMayNotConnectIsDenied() {
        var role = TestServer.newRole("");
        TestServer.run("REVOKE CONNECT ON DATABASE " + database.name() + " FROM PUBLIC");
        assertRefused(() -> TestConnections.open(database.urlOf(role)))
                .with(Reason.ACCESS_DENIED)
                .saying("permission denied for database");
    }

    @Test
    void aRoleThatMayOnlyReadIsRefused() {
        var role = TestServer.newRole("");
        TestServer.run("ALTER ROLE " + role + " SET default_transaction_read_only = on");
        assertRefused(() -> TestConnections.open(database.urlOf(role)))
                .with(Reason.READ_ONLY_SERVER)
                .saying("default_transaction_read_only");
    }

    @Test
    void tooManyConnectionsAreTransient() {
        var role = TestServer.newRole("CONNECTION LIMIT 1");
        assertRefused(() -> TestConnections.open(database.urlOf(role)))
                .with(Reason.DATABASE_UNREACHABLE)
                .saying("53300");
    }

    @Test
    void aPortThatNobodyListensToIsUnreachable() throws IOException {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        assertRefused(() -> TestConnections.open("postgresql://a:b@127.0.0.1:" + port + "/c"))
                .with(Reason.DATABASE_UNREACHABLE)
                .saying("127.0.0.1:" + port);
    }

    @Test
    void aHostWithoutAddressIsUnreachable() {
        assertRefused(() -> TestConnections.open("postgresql://a:b@no-such-host.invalid/c"))
                .with(Reason.DATABASE_UNREACHABLE);
    }

    @Test
    void withSeveralHostsTheOneThatAnswersIsTaken() {
        var url = "postgresql://postgres:postgres@localhost:1,localhost:%d/%s"
                .formatted(TestServer.port(), database.name());
        try (var connections = TestConnections.open(url)) {
            assertThat(connections.facts().database()).isEqualTo(database.name());
        }
    }

    @Test
    void aLostBookkeepingSessionIsReplaced() throws Exception {
        try (var connections = TestConnections.open(database.url())) {
            var pid = connections.bookkeeping().connection().getBackendPID();
            TestServer.run("SELECT pg_terminate_backend(" + pid + ", 5000)");
            connections.reopenBookkeeping().ping();
            assertThat(connections.bookkeeping().connection().getBackendPID()).isNotEqualTo(pid);
        }
    }

    @Test
    void anotherDatabaseBehindTheSameAddressIsNoticed() {
        try (var connections = TestConnections.open(database.url())) {
            var pids = connections.script().pid() + "), ("
                    + connections.bookkeeping().connection().getBackendPID();
            TestServer.run("SELECT pg_terminate_backend(pid, 5000) FROM (VALUES (" + pids + ")) AS ours (pid)");
            TestServer.run("ALTER DATABASE %1$s RENAME TO %1$s_old".formatted(database.name()));
            TestServer.run("CREATE DATABASE " + database.name());
            assertThatThrownBy(connections::reopenBookkeeping)
                    .isInstanceOf(ServerChangedException.class)
                    .hasMessageContaining("different servers");
        }
    }

    @Test
    void whatRunsOnLibpqReachesTheSameDatabase() {
        try (var connections = TestConnections.open(database.url() + "?sslmode=require")) {
            assertThat(connections.libpqEnvironment())
                    .containsEntry("PGHOST", "localhost")
                    .containsEntry("PGPORT", "" + TestServer.port())
                    .containsEntry("PGDATABASE", database.name())
                    .containsEntry("PGUSER", "postgres")
                    .containsEntry("PGPASSWORD", "postgres")
                    .containsEntry("PGSSLMODE", "require");
        }
    }

    /** An ordinary role would be refused with the option, so it gets in without. */
    @Test
    void aDatabaseThatIsRestoredIsEnteredWithoutEventTriggersWhereTheRoleMay() throws Exception {
        var restored = TestServer.newDatabase();
        var allowed = TestServer.newRole("");
        TestServer.run("GRANT SET ON PARAMETER event_triggers TO " + allowed);
        try {
            assertThat(eventTriggersIn(restored, database.url())).isEqualTo("off");
            assertThat(eventTriggersIn(restored, database.urlOf(allowed))).isEqualTo("off");
            assertThat(eventTriggersIn(restored, database.urlOf(TestServer.newRole(""))))
                    .isEqualTo("on");
        } finally {
            TestServer.run("REVOKE SET ON PARAMETER event_triggers FROM " + allowed);
        }
    }

    private static String eventTriggersIn(TestDatabase restored, String url) throws Exception {
        try (var connections = TestConnections.open(url);
                var session = connections.openOther(restored.name())) {
            return setting(session.connection(), "event_triggers");
        }
    }

    private static String setting(java.sql.Connection connection, String name) throws Exception {
        return new Query(connection).one("SELECT current_setting(?)", name);
    }
}
