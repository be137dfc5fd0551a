package io.dbmigration.runner.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;

/** A PostgreSQL of one of the versions that are supported, from 14 to 18. */
public final class VersionedServer implements AutoCloseable {

    /** Maven puts their binaries there. */
    private static final Path BINARIES = Path.of("target", "postgresql-servers");

    private final EmbeddedPostgres server;

    private VersionedServer(EmbeddedPostgres server) {
        this.server = server;
    }

    public static VersionedServer start(int major) throws IOException {
        return new VersionedServer(builder(major).start());
    }

    /** One that decodes its log for others. */
    public static VersionedServer startForReplication(int major) throws IOException {
        return new VersionedServer(
                builder(major).setServerConfig("wal_level", "logical").start());
    }

    private static EmbeddedPostgres.Builder builder(int major) {
        return EmbeddedPostgres.builder()
                .setPgBinaryResolver((system, machine) -> binaries(major))
                .setServerConfig("fsync", "off");
    }

    /** A Prisma URL of the superuser. */
    public String url(String database) {
        return "postgresql://postgres:postgres@localhost:%d/%s".formatted(server.getPort(), database);
    }

    public void run(String database, String sql) throws SQLException {
        try (var connection = connect(database);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first column of all rows. */
    public List<String> query(String database, String sql) throws SQLException {
        try (var connection = connect(database);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var values = new ArrayList<String>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    private Connection connect(String database) throws SQLException {
        var url = "jdbc:postgresql://localhost:%d/%s".formatted(server.getPort(), database);
        return DriverManager.getConnection(url, "postgres", "postgres");
    }

    private static InputStream binaries(int major) throws IOException {
        try (var jar = new ZipFile(BINARIES.resolve(major + ".jar").toFile())) {
            var archive = jar.stream()
                    .filter(entry -> entry.getName().endsWith(".txz"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no binaries in " + jar.getName()));
            return new ByteArrayInputStream(jar.getInputStream(archive).readAllBytes());
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
