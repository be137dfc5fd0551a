package io.dbmigration.api.crd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files in crds/ are what the records say; `make crds` writes them again. */
class CrdsAreUpToDateTest {

    private static SortedMap<String, String> generated;

    @BeforeAll
    static void generate(@TempDir Path scratch) throws IOException {
        generated = CrdFiles.generate(scratch);
        if (Boolean.getBoolean("crds.write")) {
            Files.createDirectories(CrdFiles.FOLDER);
            for (var file : generated.entrySet()) {
                Files.writeString(CrdFiles.FOLDER.resolve(file.getKey()), file.getValue());
            }
        }
    }

    @Test
    void theCommittedFilesSayWhatTheRecordsSay() throws IOException {
        assertThat(committed()).as("run `make crds`").isEqualTo(generated);
    }

    private static SortedMap<String, String> committed() throws IOException {
        var files = new TreeMap<String, String>();
        try (var found = Files.list(CrdFiles.FOLDER)) {
            for (var file : found.filter(Files::isRegularFile).toList()) {
                files.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return files;
    }
}
