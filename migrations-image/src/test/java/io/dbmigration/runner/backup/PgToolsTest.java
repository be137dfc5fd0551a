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

    @Test
    void theNamedFolderIsTheOnlyOne() {
        var tools = PgTools.of(Map.of(PgTools.FOLDER_VARIABLE, folder.toString(), "PATH", "/usr/bin:/bin"));

        assertThat(tools.find("sh")).isEmpty();
        assertThatThrownBy(() -> tools.require("sh", 17)).hasMessageContaining(folder.toString());
    }

    @Test
    void withoutANamedFolderThePathIsSearched() {
        assertThat(PgTools.of(Map.of("PATH", "/nowhere::/bin")).find("sh")).contains(Path.of("/bin/sh"));
    }

    private void script(String name, String body) throws IOException {
        var file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }
}
