package io.dbmigration.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dbmigration.runner.testing.TestBundle;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** dbm as a process of its own, before a server that takes connections and says nothing. */
class StoppedTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"status", "deploy"})
    void beforeASilentServerASignalEndsItAtOnceWithOneDocument(String command) throws Exception {
        TestBundle.in(folder).with("1_init", "SELECT 1;");
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var process = started(command, silent.getLocalPort());
            try (var _ = silent.accept()) {
                process.destroy();

                assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
                var told = new ObjectMapper().readTree(answer().toFile());
                assertThat(told.get("reason").asText()).isEqualTo("Interrupted");
            } finally {
                process.destroyForcibly();
            }
        }
    }

    /** Not a pipe, which Java closes as it sends the signal. */
    private Path answer() {
        return folder.resolve("answer.json");
    }

    private Process started(String command, int port) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        DbmMain.class.getName(),
                        command,
                        "--url",
                        "postgresql://u:p@localhost:" + port + "/shop?connect_timeout=60",
                        "--migrations",
                        folder.toString(),
                        "-o",
                        "json")
                .redirectOutput(answer().toFile())
                .redirectError(Redirect.DISCARD)
                .start();
    }
}
