package io.dbmigration.runner.apply;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A PostgreSQL of one test class that may be restarted and crashed. */
final class OwnServer implements AutoCloseable {

    private final EmbeddedPostgres server;
    private final Path data;

    private OwnServer(EmbeddedPostgres server) throws SQLException {
        this.server = server;
        this.data = Path.of(query("show data_directory").getFirst());
    }

    static OwnServer start() throws IOException, SQLException {
        return new OwnServer(
                EmbeddedPostgres.builder().setServerConfig("fsync", "off").start());
    }

    String url() {
        return "postgresql://postgres:postgres@localhost:" + server.getPort() + "/postgres";
    }

    Connection connect() throws SQLException {
        return server.getPostgresDatabase().getConnection();
    }

    List<String> query(String sql) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            var values = new ArrayList<String>();
            if (statement.execute(sql)) {
                var rows = statement.getResultSet();
                while (rows.next()) {
                    values.add(rows.getString(1));
                }
            }
            return values;
        }
    }

    /** As an administrator does it: sessions are ended, and the server comes back. */
    void restart() throws IOException, InterruptedException {
        var postmaster = Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).getFirst());
        var program =
                ProcessHandle.of(postmaster).flatMap(p -> p.info().command()).orElseThrow();
        var command = new ArrayList<String>();
        if (System.getProperty("user.name").equals("root")) {
            // PostgreSQL refuses to run as root.
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(List.of(
                Path.of(program).resolveSibling("pg_ctl").toString(),
                "restart",
                "-w",
                "-m",
                "fast",
                "-D",
                data.toString()));
        run(command);
    }

    /** One session dies badly: the postmaster ends all of them, recovers and stays the same. */
    void crash() throws IOException, InterruptedException, SQLException {
        try (var victim = connect();
                var statement = victim.createStatement();
                var rows = statement.executeQuery("select pg_backend_pid()")) {
            rows.next();
            run(List.of("kill", "-KILL", rows.getString(1)));
        }
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException(command + " ended with " + process.exitValue());
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
