package io.dbmigration.runner.database;

import static io.dbmigration.runner.testing.RunExceptionAssert.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.dbmigration.contract.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrismaUrlTest {

    @Test
    void readsEveryPartOfTheUsualForm() {
        var settings = ConnectionSettings.parse("postgresql://app:s3cret@db.shop:5433/basefly?schema=app");
        assertThat(settings.hosts()).containsExactly(new Host("db.shop", 5433));
        assertThat(settings.database()).isEqualTo("basefly");
        assertThat(settings.schema()).isEqualTo("app");
        assertThat(settings.judgedSchema()).isEqualTo("app");
        assertThat(settings.user()).isEqualTo("app");
        assertThat(settings.password()).isEqualTo(new Secret("s3cret"));
        assertThat(settings.tls()).isEqualTo(new Tls(SslMode.PREFER, null, null));
        assertThat(settings.connectTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.notices()).isEmpty();
    }

    @Test
    void hasPrismasDefaults() {
        var settings = ConnectionSettings.parse("postgres://app@");
        assertThat(settings.address()).isEqualTo("localhost:5432");
        assertThat(settings.database()).isEqualTo("postgres");
        assertThat(settings.schema()).isNull();
        assertThat(settings.judgedSchema()).isEqualTo("public");
        assertThat(settings.password()).isNull();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "p%40ss%2Fw%3Ard%25, p@ss/w:rd%",
        "a+b, a+b",
        "100%, 100%",
        "50%zz, 50%zz",
        "a@b, a@b",
        "%C3%A9, é",
        "a:b, a:b",
    })
    void decodesThePassword(String written, String meant) {
        var settings = ConnectionSettings.parse("postgresql://app:" + written + "@db/basefly");
        assertThat(settings.password()).isEqualTo(new Secret(meant));
        assertThat(settings.address()).isEqualTo("db:5432");
    }

    @Test
    void decodesUserAndDatabase() {
        var settings = ConnectionSettings.parse("postgresql://a%20b:x@db/my%2Fdb%20name?schema=My+Schema");
        assertThat(settings.user()).isEqualTo("a b");
        assertThat(settings.database()).isEqualTo("my/db name");
        assertThat(settings.schema()).isEqualTo("My Schema");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "db|db:5432",
                "[::1]|[::1]:5432",
                "[fd00::2]:5433|[fd00::2]:5433",
                "a:5433,b|a:5433,b:5432",
                "10.0.0.7:6000|10.0.0.7:6000",
            })
    void readsHosts(String written, String meant) {
        assertThat(ConnectionSettings.parse("postgresql://app:x@" + written + "/basefly")
                        .address())
                .isEqualTo(meant);
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(
            value = {
                "sslmode=disable, DISABLE",
                "sslmode=prefer, PREFER",
                "sslmode=require, REQUIRE",
                "sslmode=nonsense, PREFER",
                "sslmode=require&sslaccept=accept_invalid_certs, REQUIRE",
                "sslmode=require&sslaccept=strict, VERIFY_FULL",
                "sslaccept=strict, VERIFY_FULL",
                "sslmode=disable&sslaccept=strict, DISABLE",
                "sslmode=verify-ca, VERIFY_CA",
                "sslmode=verify-full, VERIFY_FULL",
            })
    void readsTheTlsMode(String parameters, SslMode mode) {
        assertThat(ConnectionSettings.parse("postgresql://app:x@db/basefly?" + parameters)
                        .tls()
                        .mode())
                .isEqualTo(mode);
    }

    @Test
    void sslcertIsTheServersAuthorityAndSslidentityOurs(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("ca.pem"), "-----BEGIN CERTIFICATE-----");
        Files.writeString(folder.resolve("client.p12"), "content");
        var tls = ConnectionSettings.parse(
                        "postgresql://app:x@db/basefly?sslcert=%1$s/ca.pem&sslidentity=%1$s/client.p12&sslpassword=pw"
                                .formatted(folder))
                .tls();
        assertThat(tls.ca()).isEqualTo("-----BEGIN CERTIFICATE-----");
        assertThat(tls.identity())
                .isEqualTo(new Tls.ClientIdentity.Pkcs12(new Secret("Y29udGVudA=="), new Secret("pw")));
    }

    @Test
    void aCertificateThatCannotBeReadIsNamed() {
        assertRefused(() -> ConnectionSettings.parse("postgresql://app:x@db/basefly?sslcert=/nowhere/ca.pem"))
                .with(Reason.TLS_FAILED)
                .saying("/nowhere/ca.pem", "sslcert");
    }

    @Test
    void knowsPrismasOwnParametersAndTellsOfOthers() {
        var settings = ConnectionSettings.parse(
                "postgresql://app:x@db/basefly?connection_limit=1&pool_timeout=0&socket_timeout=5"
                        + "&application_name=shop&statement_cache_size=0&connect_timeout=30&options=-c%20work_mem%3D1GB"
                        + "&channel_binding=require&pgbouncer=false&colour=blue");
        assertThat(settings.connectTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.options()).isEqualTo("-c work_mem=1GB");
        assertThat(settings.channelBinding()).isEqualTo("require");
        assertThat(settings.notices())
                .singleElement()
                .asString()
                .contains("'colour'")
                .doesNotContain("blue");
    }

    @Test
    void aPoolersUrlIsRefused() {
        assertRefused(() -> ConnectionSettings.parse("postgresql://app:s3cret@db/basefly?pgbouncer=true"))
                .with(Reason.POOLER_DETECTED)
                .saying("direct")
                .notSaying("s3cret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://app:s3cret@localhost/basefly?host=/var/run/postgresql",
                "postgresql://app:s3cret@%2Fvar%2Frun%2Fpostgresql/basefly",
            })
    void aUnixSocketIsRefused(String url) {
        assertRefused(() -> ConnectionSettings.parse(url))
                .with(Reason.DATABASE_URL_INVALID)
                .saying("Unix socket")
                .notSaying("s3cret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://app:s3cret@db/basefly",
                "prisma+postgres://accelerate?api_key=s3cret",
                "app:s3cret@db/basefly",
                "postgresql://app:pa/s3cret@db/basefly",
                "postgresql://app:pa#s3cret@db/basefly",
                "postgresql://app:x@db:s3cret/basefly",
                "postgresql://app:s3cret@db/basefly?connect_timeout=soon",
            })
    void whatIsNoUrlIsRefusedWithoutRepeatingIt(String url) {
        assertRefused(() -> ConnectionSettings.parse(url))
                .with(Reason.DATABASE_URL_INVALID)
                .notSaying("s3cret");
    }

    @Test
    void settingsNeverShowThePassword() {
        assertThat(ConnectionSettings.parse("postgresql://app:s3cret@db/basefly")
                        .toString())
                .doesNotContain("s3cret");
    }

    @Test
    void fieldsMeanTheSameAsAUrl() {
        var fields = new ConnectionFields("db.shop", "5433", "basefly", "app", "me", new Secret("x"), "require");
        assertThat(ConnectionSettings.of(fields))
                .isEqualTo(
                        ConnectionSettings.parse("postgresql://me:x@db.shop:5433/basefly?schema=app&sslmode=require"));
    }

    @Test
    void fieldsRefuseWhatTheyDoNotKnow() {
        assertRefused(() -> ConnectionSettings.of(new ConnectionFields("db", "x", "b", null, null, null, null)))
                .with(Reason.DATABASE_URL_INVALID)
                .saying("port");
        assertRefused(() -> ConnectionSettings.of(new ConnectionFields("db", null, "b", null, null, null, "strict")))
                .with(Reason.TLS_FAILED)
                .saying("'strict'");
    }

    @Test
    void anAuthorityFromElsewhereAsksForItsUse() {
        var url = "postgresql://app:x@db/basefly?sslmode=";
        for (var mode : List.of("prefer", "require", "verify-full")) {
            assertThat(ConnectionSettings.parse(url + mode)
                            .withTls("PEM", null, null)
                            .tls())
                    .isEqualTo(new Tls(SslMode.VERIFY_FULL, "PEM", null));
        }
        assertThat(ConnectionSettings.parse(url + "verify-ca")
                        .withTls("PEM", null, null)
                        .tls()
                        .mode())
                .isEqualTo(SslMode.VERIFY_CA);
        assertThat(ConnectionSettings.parse(url + "require")
                        .withTls(null, "CERT", new Secret("KEY"))
                        .tls())
                .isEqualTo(new Tls(SslMode.REQUIRE, null, new Tls.ClientIdentity.Pem("CERT", new Secret("KEY"))));
    }
}
