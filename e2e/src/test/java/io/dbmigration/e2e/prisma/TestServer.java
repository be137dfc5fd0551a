package io.dbmigration.e2e.prisma;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** One PostgreSQL for all histories. It trusts everybody but the role {@link #SUSPECT}. */
final class TestServer {

    /** Has to show a password, which nobody knows. */
    static final String SUSPECT = "suspect";

    private TestServer() {}

    static int port() {
        return Holder.SERVER.getPort();
    }

    static Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://localhost:" + port() + "/" + database + "?sslmode=disable", "postgres", "postgres");
    }

    /** As a superuser, in the database {@code postgres}. */
    static void run(String sql) {
        run("postgres", sql);
    }

    static void run(String database, String sql) {
        try (var connection = connect(database);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new IllegalStateException(sql, failed);
        }
    }

    private static final class Holder {

        private static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            try {
                var server = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .setServerConfig("max_connections", "60")
                        .setServerConfig("max_prepared_transactions", "5")
                        .setServerConfig("timezone", "Pacific/Auckland")
                        .start();
                suspect(server);
                return server;
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            } catch (SQLException failed) {
                throw new IllegalStateException(failed);
            }
        }

        private static void suspect(EmbeddedPostgres server) throws IOException, SQLException {
            try (var connection = server.getPostgresDatabase().getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("CREATE ROLE " + SUSPECT + " LOGIN PASSWORD 'nobody knows'");
                var rows = statement.executeQuery("SHOW hba_file");
                rows.next();
                Files.writeString(Path.of(rows.getString(1)), """
                        host all suspect all scram-sha-256
                        host all all     all trust
                        """);
                statement.execute("SELECT pg_reload_conf()");
            }
        }
    }
}
