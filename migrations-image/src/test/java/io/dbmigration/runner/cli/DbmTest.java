package io.dbmigration.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dbmigration.runner.testing.TestBundle;
import java.io.IOException;
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

    private final Console console = new Console();

    @Test
    void theDigestOfABundleIsOneLine() throws IOException {
        TestBundle.in(folder).with("1_init", "SELECT 1;");

        assertThat(run("digest", folder.toString())).isZero();

        assertThat(console.out().strip()).matches("sha256:[0-9a-f]{64}");
    }

    @Test
    void theDigestAsJsonNamesTheHead() throws IOException {
        TestBundle.in(folder).with("1_init", "SELECT 1;");

        assertThat(run("digest", "-o", "json", "--migrations", folder.toString()))
                .isZero();

        assertThat(console.out()).contains("\"head\" : \"1_init\"", "\"count\" : 1");
    }

    @Test
    void aFolderThatIsNotThereHasNoDigest() {
        assertThat(run("digest", folder.resolve("nowhere").toString())).isEqualTo(2);
        assertThat(console.err()).contains("There is no folder " + folder.resolve("nowhere"));
        assertThat(run("checksum", "--migrations", folder.resolve("nowhere").toString()))
                .isEqualTo(2);
        assertThat(console.err()).contains("There is no folder " + folder.resolve("nowhere"));
    }

    @Test
    void aFolderWithoutAMigrationIsNamedBesideTheAnswer() {
        assertThat(run("checksum", "--migrations", folder.toString())).isZero();
        assertThat(console.out()).isEmpty();
        assertThat(console.err()).contains("There is no migration in " + folder);
    }

    @Test
    void anInvalidBundleHasNoDigest() throws IOException {
        TestBundle.in(folder);
        java.nio.file.Files.writeString(folder.resolve("migration_lock.toml"), "provider = \"mysql\"\n");

        assertThat(run("digest", folder.toString())).isEqualTo(1);
        assertThat(console.err()).contains("ProviderMismatch");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "--nonsense",
                "deploy --lock-timeout soon",
                "deploy -o yaml",
                "deploy --no-backup --backup-dir x",
                "deploy too much",
                "backup",
                "new",
                "resolve",
                "resolve --applied 1 --rolled-back 1",
                "restore --backup-dir x",
                "restore x",
                "restore x --backup-dir x --swap --new-database y",
                "rollback --no-backup",
            })
    void wrongUsageIsTwo(String arguments) {
        assertThat(run(arguments.split(" "))).isEqualTo(2);
        assertThat(console.err()).startsWith("dbm: ");
    }

    @Test
    void helpNamesTheCommands() {
        assertThat(run("--help")).isZero();
        assertThat(console.out())
                .contains("deploy", "status", "resolve", "new", "checksum", "digest", "completion", "Exit status");
    }

    @Test
    void checksumsAreThoseThatPrismaStores() throws IOException {
        TestBundle.in(folder).with("1_init", "SELECT 1;").with("2_empty", "");
        java.nio.file.Files.createDirectory(folder.resolve("3_without"));

        assertThat(run("checksum", "--migrations", folder.toString())).isZero();
        assertThat(console.out())
                .containsSubsequence(
                        "17db4fd369edb9244b9f91d9aeed145c3d04ad8ba6e95d06247f07a63527d11a  1_init",
                        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  2_empty",
                        "(no migration.sql)",
                        "  3_without");

        assertThat(run("checksum", "--migrations", folder.toString(), "-o", "json", "2_empty"))
                .isZero();
        assertThat(console.out()).contains("\"name\" : \"2_empty\"").doesNotContain("1_init");
        assertThat(run("checksum", "--migrations", folder.toString(), "4_unknown"))
                .isEqualTo(2);
    }

    @Test
    void aRefusalAsJsonIsTheOneDocumentOnStandardOutput() throws IOException {
        TestBundle.in(folder);
        java.nio.file.Files.writeString(folder.resolve("migration_lock.toml"), "provider = \"mysql\"\n");

        assertThat(run("digest", folder.toString(), "-o", "json")).isEqualTo(1);
        assertThat(console.out()).contains("\"reason\" : \"ProviderMismatch\"", "\"code\" : \"P3019\"", "\"advice\"");
        assertThat(console.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "deploy -o json --nonsense",
                "resolve --output=json",
                "deploy --no-backup --backup-dir x -ojson",
                "digest nowhere -o json"
            })
    void wrongUsageIsTheOneDocumentOnStandardOutputToo(String arguments) throws IOException {
        assertThat(run(arguments.split(" "))).isEqualTo(2);

        var told = new ObjectMapper().readTree(console.out());
        assertThat(told.get("reason").asText()).isEqualTo("WrongUsage");
        assertThat(told.get("message").asText()).isNotEmpty();
        assertThat(told.get("advice").asText())
                .isEqualTo("See: dbm " + arguments.split(" ")[0] + " --help");
        assertThat(console.err()).isEmpty();
    }

    @Test
    void whereToReadOnIsACommandThatExists() {
        assertThat(run("nonsense")).isEqualTo(2);
        assertThat(console.err()).contains("See: dbm --help");
        assertThat(run()).isEqualTo(2);
        assertThat(console.err()).contains("See: dbm --help");
    }

    @Test
    void theCompletionIsAScriptThatBashAccepts() throws IOException, InterruptedException {
        assertThat(run("completion")).isZero();
        var script = java.nio.file.Files.writeString(folder.resolve("dbm.bash"), console.out());

        var bash = new ProcessBuilder("bash", "-c", "source " + script + " && complete -p dbm")
                .redirectErrorStream(true)
                .start();

        assertThat(new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("dbm");
        assertThat(bash.waitFor()).isZero();
    }

    @Test
    void aNewMigrationHasItsTimeAndBothFiles() {
        assertThat(run(
                        "new",
                        "add invoice-due_date",
                        "--migrations",
                        folder.resolve("m").toString()))
                .isZero();

        assertThat(console.out().lines())
                .satisfiesExactly(
                        lock -> assertThat(lock).endsWith("migration_lock.toml"),
                        script -> assertThat(script).matches(".*/\\d{14}_add_invoice_due_date/migration.sql"),
                        rollback -> assertThat(rollback).matches(".*/\\d{14}_add_invoice_due_date/rollback.sql"));
        assertThat(run("deploy", "--migrations", folder.resolve("m").toString()))
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"changes", "update_schema", "Migration", "fix2", "wip", "", "../x", "a/b", "größe", "drop;"})
    void aNameThatSaysNothingIsRefused(String name) {
        assertThat(run("new", name, "--migrations", folder.toString())).isEqualTo(2);
        assertThat(console.err()).startsWith("dbm: ").contains("See: dbm new --help");
        assertThat(folder).isEmptyDirectory();
    }

    private int run(String... arguments) {
        return console.run(Map.of(), arguments);
    }
}
