package io.dbmigration.runner.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/** One PostgreSQL for all tests of this JVM; each test makes a database or a role of its own. */
public final class TestServer {

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

    /** A new role with the password {@code secret-of-the-role}. @param attributes for example {@code LOGIN CREATEDB} */
    public static String newRole(String attributes) {
        var role = "role_" + NUMBER.incrementAndGet();
        run("CREATE ROLE " + role + " " + attributes + " PASSWORD 'secret-of-the-role'");
        return role;
    }

    /** As a superuser, in the database {@code postgres}. */
    public static void run(String sql) {
        try (var connection = connect("postgres");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://localhost:" + port() + "/" + database, "postgres", "postgres");
    }

    private static final class Holder {
        private static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            try {
                var server = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .setServerConfig("max_connections", "60")
                        .start();
                // zonky trusts everybody; passwords must matter in these tests.
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
