package io.dbmigration.runner.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A PostgreSQL whose data, without its log, lie on a disk of a few MiB: a tmpfs that only it sees. Linux lets everybody mount one in a
 * namespace of his own.
 */
public final class SmallDiskServer implements AutoCloseable {

    /** As the name that it has there; PostgreSQL does not run as root, which a namespace's owner is in it. */
    private static final String START = """
            mount -t tmpfs -o size="$1"m,mode=0777 tmpfs "$2/disk"
            exec unshare --user sh -euc '
              "$1/initdb" --pgdata="$2/disk/data" --waldir="$2/log" --auth=trust --username=postgres --locale=C.UTF-8 --no-sync
              exec "$1/postgres" -D "$2/disk/data" -c port="$3" -c fsync=off -c listen_addresses=localhost -c unix_socket_directories=' \\
              - "$3" "$2" "$4"
            """;

    private final Process process;
    private final int port;

    private SmallDiskServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** @param folder empty, of the caller */
    public static SmallDiskServer start(Path folder, int mib) throws IOException {
        Files.createDirectory(folder.resolve("disk"));
        var port = freePort();
        var process = new ProcessBuilder(
                        "unshare",
                        "--user",
                        "--map-root-user",
                        "--mount",
                        "sh",
                        "-euc",
                        START,
                        "-",
                        Integer.toString(mib),
                        folder.toString(),
                        programs().toString(),
                        Integer.toString(port))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile())
                .start();
        var server = new SmallDiskServer(process, port);
        await().atMost(Duration.ofSeconds(60)).until(() -> server.answers(folder.resolve("said")));
        return server;
    }

    /** A Prisma URL of the superuser. */
    public String url(String database) {
        return "postgresql://postgres:postgres@localhost:%d/%s".formatted(port, database);
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

    /** As by SIGKILL; the disk goes with it. */
    @Override
    public void close() {
        process.destroyForcibly();
    }

    private boolean answers(Path said) throws IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException("the server did not start: " + Files.readString(said));
        }
        try (var connection = connect("postgres")) {
            return connection.isValid(1);
        } catch (SQLException notYet) {
            return false;
        }
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://localhost:%d/%s".formatted(port, database), "postgres", "postgres");
    }

    /** Those of {@link TestServer}. */
    private static Path programs() {
        return Path.of(new TestDatabase("postgres")
                .query("SELECT setting FROM pg_config WHERE name = 'BINDIR'")
                .getFirst());
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
