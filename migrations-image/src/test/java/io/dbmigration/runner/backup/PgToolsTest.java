package io.dbmigration.runner.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PgToolsTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "pg_dump (PostgreSQL) 17.6 (Debian 17.6-1),17.6,17",
        "pg_dump (PostgreSQL) 18beta1,18beta1,18",
        "pg_dump (PostgreSQL) 17.6,17.6,17"
    })
    void readsTheVersion(String said, String version, int major) throws IOException {
        script("pg_dump", "echo '" + said + "'");

        var tool = new PgTools(List.of(folder)).require("pg_dump", 14);

        assertThat(tool.version()).isEqualTo(version);
        assertThat(tool.major()).isEqualTo(major);
    }

    @Test
    void aClientOlderThanTheServerIsRefused() throws IOException {
        script("pg_dump", "echo 'pg_dump (PostgreSQL) 13.22'");

        assertThatThrownBy(() -> new PgTools(List.of(folder)).require("pg_dump", 17))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("13.22")
                .hasMessageContaining("PostgreSQL 17")
                .extracting(e -> ((RunException) e).reason())
                .isEqualTo(Reason.BACKUP_TOOL_MISSING);
    }

    @ParameterizedTest(name = "server {0}, client {1}")
    @CsvSource({"14,15", "15,15", "16,17", "17,17", "18,18"})
    void ofSeveralTheServersOwnMajorIsTakenElseTheNearestNewer(int server, int client) throws IOException {
        var tools = several();

        assertThat(tools.require("pg_dump", server).major()).isEqualTo(client);
        assertThat(tools.require("pg_restore", client).program())
                .isEqualTo(tools.require("pg_dump", server).program().resolveSibling("pg_restore"));
    }

    @Test
    void aServerNewerThanAllIsToldWhatThereIs() throws IOException {
        assertThatThrownBy(() -> several().require("pg_dump", 19))
                .hasMessageContaining("PostgreSQL 19")
                .hasMessageContaining("17/bin/pg_dump (17.6)")
                .hasMessageContaining("15/bin/pg_dump (15.6)")
                .hasMessageContaining("18/bin/pg_dump (18.6)");
    }

    /** A process more costs every run; the one that is used tells its whole version to the receipt. */
    @Test
    void onlyTheChosenOneIsAskedForItsVersionAndOnce() throws IOException {
        var tools = several();

        tools.require("pg_dump", 14);
        tools.require("pg_restore", 15);

        assertThat(Files.readAllLines(folder.resolve("asked"))).containsExactly("15");
    }

    @Test
    void oneWhoseFolderDoesNotTellItIsAsked() throws IOException {
        script("pg_dump", "echo 'pg_dump (PostgreSQL) 16.3'");
        var tools = new PgTools(List.of(versioned("15"), folder, versioned("18")));

        assertThat(tools.require("pg_dump", 16).version()).isEqualTo("16.3");
    }

    @Test
    void oneThatIsBrokenIsPassedOver() throws IOException {
        script("pg_dump", "echo 'Error: You must install at least one postgresql-client package' >&2; exit 1");

        assertThat(new PgTools(List.of(folder, versioned("18")))
                        .require("pg_dump", 17)
                        .major())
                .isEqualTo(18);
        assertThatThrownBy(() -> new PgTools(List.of(folder)).require("pg_dump", 17))
                .hasMessageContaining("You must install at least one");
    }

    @Test
    void theNamedFoldersAreTheOnlyOnes() {
        var other = folder.resolve("other");
        var tools = PgTools.of(Map.of(PgTools.FOLDER_VARIABLE, folder + ":" + other, "PATH", "/usr/bin:/bin"));

        assertThat(tools.find("sh")).isEmpty();
        assertThatThrownBy(() -> tools.require("sh", 17))
                .hasMessageContaining(folder.toString())
                .hasMessageContaining(other.toString());
    }

    @Test
    void withoutANamedFolderThePathIsSearched() {
        assertThat(PgTools.of(Map.of("PATH", "/nowhere::/bin")).find("sh")).contains(Path.of("/bin/sh"));
    }

    private PgTools several() throws IOException {
        return new PgTools(List.of(versioned("17"), versioned("15"), versioned("18")));
    }

    private Path versioned(String major) throws IOException {
        var bin = Files.createDirectories(folder.resolve(major).resolve("bin"));
        for (var program : List.of("pg_dump", "pg_restore")) {
            script(
                    folder.relativize(bin.resolve(program)).toString(),
                    "echo %s >> %s/asked; echo '%s (PostgreSQL) %s.6'".formatted(major, folder, program, major));
        }
        return bin;
    }

    private void script(String name, String body) throws IOException {
        var file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }
}
