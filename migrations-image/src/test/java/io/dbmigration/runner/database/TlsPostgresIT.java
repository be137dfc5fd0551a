package io.dbmigration.runner.database;

import static io.dbmigration.runner.testing.RunExceptionAssert.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.dbmigration.contract.Reason;
import io.dbmigration.runner.testing.PgPrograms;
import io.dbmigration.runner.testing.TestConnections;
import io.dbmigration.runner.testing.TestDatabase;
import io.dbmigration.runner.testing.TestServer;
import io.dbmigration.runner.testing.TestTls;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsPostgresIT {

    @TempDir
    Path folder;

    private final TestDatabase database = TestServer.newDatabase();

    @Test
    void requireIsEncryptedAndChecksNothing() throws Exception {
        assertThat(encrypted(settings("?sslmode=require"))).isTrue();
        assertThat(encrypted(settings("?sslmode=disable"))).isFalse();
    }

    @Test
    void theRightAuthorityAndNameAreAccepted() throws Exception {
        assertThat(encrypted(settings("").withTls(TestServer.certificate(), null, null)))
                .isTrue();
    }

    @Test
    void prismasOwnParametersNameTheAuthority() throws Exception {
        Files.writeString(folder.resolve("ca.pem"), TestServer.certificate());
        assertThat(encrypted(settings("?sslaccept=strict&sslcert=" + folder.resolve("ca.pem"))))
                .isTrue();
    }

    @Test
    void anotherAuthorityIsRefused() throws Exception {
        var other = TestTls.keyPair("CN=elsewhere", java.util.List.of()).certificate();
        assertRefused(() -> open(settings("").withTls(other, null, null))).with(Reason.TLS_FAILED);
    }

    @Test
    void withoutAnAuthorityThePlatformsAreTrusted() {
        assertRefused(() -> open(settings("?sslmode=require&sslaccept=strict"))).with(Reason.TLS_FAILED);
    }

    @Test
    void anotherNameIsRefusedByVerifyFullAlone() throws Exception {
        var url = database.url().replace("localhost", "127.0.0.1");
        assertRefused(() -> open(ConnectionSettings.parse(url).withTls(TestServer.certificate(), null, null)))
                .with(Reason.TLS_FAILED)
                .saying("127.0.0.1");
        assertThat(encrypted(ConnectionSettings.parse(url + "?sslmode=verify-ca")
                        .withTls(TestServer.certificate(), null, null)))
                .isTrue();
    }

    @Test
    void aClientsCertificateGetsIn() throws Exception {
        var client = TestServer.clientOfRoleCertified();
        var settings = certified("?sslmode=require").withTls(null, client.certificate(), new Secret(client.key()));
        assertThat(encrypted(settings)).isTrue();
        assertThat(encrypted(certified(
                        "?sslmode=require&sslidentity=" + client.store() + "&sslpassword=" + TestTls.PASSWORD)))
                .isTrue();
    }

    @Test
    void libpqGetsTheSameCertificates() throws Exception {
        var psql = PgPrograms.folder().resolve("psql");
        var client = TestServer.clientOfRoleCertified();
        var settings = certified("").withTls(TestServer.certificate(), client.certificate(), new Secret(client.key()));
        var options = TestConnections.options();
        try (var connections = Server.open(
                settings,
                new ServerOptions("run-1", options.workFolder(), psql, null, null, ServerOptions.Missing.REFUSE))) {
            assertThat(connections.script().style().timeZone()).isEqualTo("Pacific/Auckland");
            assertThat(connections.notices()).isEmpty();
        }
        assertThat(options.workFolder()).as("keys are gone after the run").isEmptyDirectory();
    }

    @Test
    void withoutTheCertificateTheServerRefuses() {
        assertRefused(() -> open(certified("?sslmode=require"))).with(Reason.AUTHENTICATION_FAILED);
    }

    @Test
    void aStoreThatDoesNotOpenIsSaidWithoutItsPassword() {
        var store = TestServer.clientOfRoleCertified().store();
        assertRefused(() -> open(certified("?sslmode=require&sslpassword=wr0ng-pass&sslidentity=" + store)))
                .with(Reason.TLS_FAILED)
                .notSaying("wr0ng-pass");
    }

    private ConnectionSettings settings(String parameters) {
        return ConnectionSettings.parse(database.url() + parameters);
    }

    private ConnectionSettings certified(String parameters) {
        return ConnectionSettings.parse(
                "postgresql://certified@localhost:%d/%s%s".formatted(TestServer.port(), database.name(), parameters));
    }

    private static boolean encrypted(ConnectionSettings settings) throws Exception {
        try (var connections = open(settings)) {
            return new Query(connections.script().connection())
                    .one("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
                    .equals("t");
        }
    }

    private static Connections open(ConnectionSettings settings) {
        return Server.open(settings, TestConnections.options());
    }
}
