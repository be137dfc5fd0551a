package io.dbmigration.runner.backup;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dbmigration.contract.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The truth about one backup, beside its dump: a folder without it holds no backup.
 *
 * @param version of this format
 * @param file name of the dump in the same folder
 * @param rows of each table, as the dump holds them; null: it was not decoded
 * @param applied how many migrations its run applied afterwards; null: not known, for a run that was cut off or a backup on demand
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BackupManifest(
        int version,
        String file,
        RunResult.DatabaseIdentity database,
        RunResult.Receipt receipt,
        @Nullable Map<String, Long> rows,
        @Nullable Integer applied) {

    static final String FILE = "receipt.json";

    private static final int VERSION = 1;
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    static BackupManifest of(String file, RunResult.DatabaseIdentity database, RunResult.Receipt receipt) {
        return new BackupManifest(VERSION, file, database, receipt, null, null);
    }

    BackupManifest with(RowCounts counted) {
        return new BackupManifest(version, file, database, receipt, counted.tables(), applied);
    }

    /** After its run. @param now the receipt, with what it could not know before */
    BackupManifest after(RunResult.Receipt now, @Nullable Integer count) {
        return new BackupManifest(version, file, database, now, rows, count);
    }

    /** Empty: nobody counted them. */
    public Optional<RowCounts> rowCounts() {
        return Optional.ofNullable(rows).map(RowCounts::ofDump);
    }

    /** Empty: there is none, or none that can be read. */
    static Optional<BackupManifest> read(Path folder) {
        try {
            return parse(Files.readAllBytes(folder.resolve(FILE)));
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    /** Empty: it is none. */
    static Optional<BackupManifest> parse(byte[] json) {
        try {
            return Optional.ofNullable(MAPPER.readValue(json, BackupManifest.class))
                    .filter(found -> found.database != null && found.receipt != null);
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    byte[] json() throws IOException {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(this);
    }
}
