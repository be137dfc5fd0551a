package io.dbmigration.runner.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real S3 server, versitygw, whose buckets are folders of files. */
public final class S3Server implements AutoCloseable {

    public static final String ACCESS_KEY = "access-key-of-the-test";
    public static final String SECRET_KEY = "secret-key-of-the-test";

    private static final String VARIABLE = "DBMIGRATION_VERSITYGW";

    private final Path folder;
    private final int port;
    private final Process process;
    private final String scheme;

    private S3Server(Path folder, int port, Process process, String scheme) {
        this.folder = folder;
        this.port = port;
        this.process = process;
        this.scheme = scheme;
    }

    /** @param folder empty, for all that it keeps */
    public static S3Server start(Path folder) throws IOException {
        return start(folder, "http", List.of());
    }

    /** With TLS. */
    public static S3Server start(Path folder, TestTls.KeyPair keys) throws IOException {
        var certificate = Files.writeString(folder.resolve("server.crt"), keys.certificate());
        var key = Files.writeString(folder.resolve("server.key"), keys.key());
        return start(folder, "https", List.of("--cert", certificate.toString(), "--key", key.toString()));
    }

    private static S3Server start(Path folder, String scheme, List<String> more) throws IOException {
        var buckets = Files.createDirectories(folder.resolve("buckets"));
        var sidecar = Files.createDirectories(folder.resolve("sidecar"));
        var port = freePort();
        var command = new ArrayList<String>();
        command.addAll(List.of(program(), "--quiet", "--keep-alive", "--port", "127.0.0.1:" + port));
        command.addAll(more);
        command.addAll(List.of("posix", "--sidecar", sidecar.toString(), buckets.toString()));
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        builder.environment().put("ROOT_ACCESS_KEY", ACCESS_KEY);
        builder.environment().put("ROOT_SECRET_KEY", SECRET_KEY);
        var server = new S3Server(folder, port, builder.start(), scheme);
        await().atMost(Duration.ofSeconds(30)).until(server::answers);
        return server;
    }

    private static String program() {
        var program = System.getenv(VARIABLE);
        assertThat(program)
                .as("%s names the program versitygw; `make test-fast` builds it", VARIABLE)
                .isNotBlank();
        return program;
    }

    public String endpoint() {
        return scheme + "://localhost:" + port;
    }

    /** The new bucket's folder: an object is a file in it. */
    public Path newBucket(String name) throws IOException {
        return Files.createDirectory(folder.resolve("buckets").resolve(name));
    }

    /** The names of a bucket's objects, in order. */
    public List<String> objects(String bucket) throws IOException {
        var root = folder.resolve("buckets").resolve(bucket);
        try (var tree = Files.walk(root)) {
            return tree.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .filter(name -> !name.startsWith(".sgwtmp"))
                    .sorted()
                    .toList();
        }
    }

    /** Files of uploads that are neither completed nor aborted. */
    public List<Path> partsOfUploads(String bucket) throws IOException {
        var root = folder.resolve("buckets").resolve(bucket).resolve(".sgwtmp");
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (var tree = Files.walk(root)) {
            return Arrays.asList(tree.filter(Files::isRegularFile).toArray(Path[]::new));
        }
    }

    /** SIGKILL. */
    public void kill() {
        process.destroyForcibly();
        try {
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        kill();
    }

    private boolean answers() {
        assertThat(process.isAlive()).as("the S3 server runs").isTrue();
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
