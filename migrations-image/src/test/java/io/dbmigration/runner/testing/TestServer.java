package io.dbmigration.runner.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/** One PostgreSQL for all tests of this JVM; each test makes a database or a role of its own. Passwords and TLS matter there. */
public final class TestServer {

    /** Of every role that {@link #newRole} makes. */
    public static final String PASSWORD = "secret-of-the-role";

    private static final String SUPERUSER = "postgres";
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private TestServer() {}

    public static int port() {
        return Holder.SERVER.getPort();
    }

    /** A new, empty database. */
    public static TestDatabase newDatabase() {
        var database = new TestDatabase("test_" + NUMBER.incrementAndGet());
        run("CREATE DATABASE " + database.name());
        return database;
    }

    /**
     * A new role that may log in.
     *
     * @param attributes for example {@code CREATEDB}
     */
    public static String newRole(String attributes) {
        var role = "role_" + NUMBER.incrementAndGet();
        run("CREATE ROLE " + role + " LOGIN " + attributes + " PASSWORD '" + PASSWORD + "'");
        return role;
    }

    /** As a superuser, in the database {@code postgres}. */
    public static void run(String sql) {
        try (var connection = connect(SUPERUSER);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Who proves to be the server, as PEM: the certificate of {@code localhost}, signed by itself. */
    public static String certificate() {
        return Holder.TLS.server().certificate();
    }

    /** Role {@code certified} gets in with this alone. */
    public static TestTls.KeyPair clientOfRoleCertified() {
        return Holder.TLS.client();
    }

    static Connection connect(String database) throws SQLException {
        var url = "jdbc:postgresql://localhost:" + port() + "/" + database + "?sslmode=disable";
        return DriverManager.getConnection(url, SUPERUSER, SUPERUSER);
    }

    private static final class Holder {

        private static final EmbeddedPostgres SERVER = start();
        private static final TestTls TLS = secure();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .setServerConfig("autovacuum_naptime", "1s")
                        .setServerConfig("max_prepared_transactions", "5")
                        .setServerConfig("timezone", "Pacific/Auckland")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** zonky trusts everybody. */
        private static TestTls secure() {
            try (var connection = SERVER.getPostgresDatabase().getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("ALTER ROLE postgres PASSWORD 'postgres'");
                statement.execute("CREATE ROLE certified LOGIN");
                var rows = statement.executeQuery("SHOW data_directory");
                rows.next();
                var data = Path.of(rows.getString(1));
                var tls = TestTls.create(data);
                Files.writeString(data.resolve("pg_hba.conf"), """
                        hostssl all certified all cert
                        host    all all       all scram-sha-256
                        """);
                statement.execute("ALTER SYSTEM SET ssl_cert_file = 'server.crt'");
                statement.execute("ALTER SYSTEM SET ssl_key_file = 'server.key'");
                statement.execute("ALTER SYSTEM SET ssl_ca_file = 'client.crt'");
                statement.execute("ALTER SYSTEM SET ssl = on");
                statement.execute("SELECT pg_reload_conf()");
                return tls;
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
