package io.dbmigration.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmigration.runner.report.Redactor;
import io.dbmigration.runner.testing.TestBundle;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DbmTest {

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void theDigestOfABundleIsOneLine() throws IOException {
        TestBundle.in(folder).with("1_init", "SELECT 1;");

        assertThat(run("digest", folder.toString())).isZero();

        assertThat(out.toString(StandardCharsets.UTF_8).strip()).matches("sha256:[0-9a-f]{64}");
    }

    @Test
    void theDigestAsJsonNamesTheHead() throws IOException {
        TestBundle.in(folder).with("1_init", "SELECT 1;");

        assertThat(run("digest", "-o", "json", "--migrations", folder.toString()))
                .isZero();

        assertThat(out.toString(StandardCharsets.UTF_8)).contains("\"head\" : \"1_init\"", "\"count\" : 1");
    }

    @Test
    void aFolderThatIsNotThereHasNoDigest() {
        assertThat(run("digest", folder.resolve("nowhere").toString())).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("nowhere");
    }

    @Test
    void anInvalidBundleHasNoDigest() throws IOException {
        TestBundle.in(folder);
        java.nio.file.Files.writeString(folder.resolve("migration_lock.toml"), "provider = \"mysql\"\n");

        assertThat(run("digest", folder.toString())).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("ProviderMismatch");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "--nonsense", "deploy --lock-timeout soon", "deploy -o yaml"})
    void wrongUsageIsTwo(String arguments) {
        assertThat(run(arguments.split(" "))).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("dbm: ");
    }

    @Test
    void helpNamesTheCommands() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("deploy", "digest", "Exit status");
    }

    private int run(String... arguments) {
        var terminal = new Terminal(Map.of(), stream(out), stream(err), new Redactor());
        return DbmMain.run(terminal, arguments);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
