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

/** The files in crds/, and their copies in the chart, are what the records say; `make crds` writes them again. */
class CrdsAreUpToDateTest {

    private static SortedMap<String, String> generated;

    @BeforeAll
    static void generate(@TempDir Path scratch) throws IOException {
        generated = CrdFiles.generate(scratch);
        if (Boolean.getBoolean("crds.write")) {
            write(CrdFiles.FOLDER);
            write(CrdFiles.IN_CHART);
        }
    }

    @Test
    void theCommittedFilesSayWhatTheRecordsSay() throws IOException {
        assertThat(committed(CrdFiles.FOLDER)).as("run `make crds`").isEqualTo(generated);
    }

    @Test
    void theChartCarriesTheSame() throws IOException {
        assertThat(committed(CrdFiles.IN_CHART)).as("run `make crds`").isEqualTo(generated);
    }

    private static void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (var file : generated.entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
    }

    private static SortedMap<String, String> committed(Path folder) throws IOException {
        var files = new TreeMap<String, String>();
        try (var found = Files.list(folder)) {
            for (var file :
                    found.filter(file -> file.toString().endsWith(".yaml")).toList()) {
                files.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return files;
    }
}
