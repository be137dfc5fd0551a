package io.dbmigration.runner.backup;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dbmigration.contract.RunResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The truth about one backup, beside its dump: a folder without it holds no backup.
 *
 * @param version of this format
 * @param file name of the dump in the same folder
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record BackupManifest(int version, String file, RunResult.DatabaseIdentity database, RunResult.Receipt receipt) {

    static final String FILE = "receipt.json";

    private static final int VERSION = 1;
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    static BackupManifest of(String file, RunResult.DatabaseIdentity database, RunResult.Receipt receipt) {
        return new BackupManifest(VERSION, file, database, receipt);
    }

    /** Empty: there is none, or none that can be read. */
    static Optional<BackupManifest> read(Path folder) {
        try {
            return Optional.of(MAPPER.readValue(folder.resolve(FILE).toFile(), BackupManifest.class));
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    byte[] json() throws IOException {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(this);
    }
}
