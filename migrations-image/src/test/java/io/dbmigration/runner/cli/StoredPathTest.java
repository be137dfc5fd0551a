package io.dbmigration.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredPathTest {

    private static final String PATH = "localhost%3A5432/shop/dbm-1";

    @TempDir
    private Path folder;

    @BeforeEach
    void oneBackup() throws IOException {
        Files.createDirectories(folder.resolve(PATH));
    }

    @Test
    void isTheSameFromTheFolderFromHereAndFromTheRoot() {
        var fromHere = Path.of("").toAbsolutePath().relativize(folder.resolve(PATH));
        assertThat(StoredPath.of(folder, PATH)).contains(PATH);
        assertThat(StoredPath.of(folder, PATH + "/")).contains(PATH);
        assertThat(StoredPath.of(folder, fromHere.toString())).contains(PATH);
        assertThat(StoredPath.of(folder, folder.resolve(PATH).toString())).contains(PATH);
    }

    @Test
    void whatIsNotThereIsLookedForInTheFolder() {
        assertThat(StoredPath.of(folder, "nowhere")).contains("nowhere");
    }

    @Test
    void neverLeadsOutOfTheFolder() {
        assertThat(StoredPath.of(folder, "/elsewhere")).isEmpty();
        assertThat(StoredPath.of(folder, "../elsewhere")).isEmpty();
        assertThat(StoredPath.of(folder, folder.toString())).isEmpty();
    }
}
