package io.dbmigration.runner.backup;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.contract.RunRequest.VerifyLevel;
import io.dbmigration.contract.RunResult.DatabaseIdentity;
import io.dbmigration.contract.RunResult.Receipt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoomCheckTest {

    private static final long MIB = 1024 * 1024;

    @TempDir
    private Path storage;

    private final RoomCheck check = new RoomCheck(path -> 100 * MIB);

    @Test
    void theFirstDumpNeedsHalfOfTheDatabase() {
        assertThatCode(() -> check.require(storage, storage.resolve("app"), 200 * MIB))
                .doesNotThrowAnyException();

        assertThatThrownBy(() -> check.require(storage, storage.resolve("app"), 202 * MIB))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("has 100.0 MiB free and needs 101.0 MiB (half of the database's 202.0 MiB)")
                .extracting(e -> ((RunException) e).reason())
                .isEqualTo(Reason.STORAGE_UNAVAILABLE);
    }

    @Test
    void laterOnesNeedAsMuchAsTheNewestOfTheSameDatabase() throws IOException {
        backup("run-2", "2026-01-02T00:00:00Z", 90 * MIB);
        backup("run-10", "2026-01-01T00:00:00Z", 500 * MIB);

        assertThatCode(() -> check.require(storage, storage.resolve("app"), 5000 * MIB))
                .doesNotThrowAnyException();
    }

    @Test
    void aFolderWithoutManifestIsNoBackup() throws IOException {
        Files.createDirectories(storage.resolve("app/run-1.partial"));

        assertThatThrownBy(() -> check.require(storage, storage.resolve("app"), 5000 * MIB))
                .hasMessageContaining("half of the database's");
    }

    private void backup(String run, String finishedAt, long size) throws IOException {
        var folder = Files.createDirectories(storage.resolve("app").resolve(run));
        var receipt = new Receipt(
                "app/" + run,
                size,
                "00",
                VerifyLevel.Decode,
                "17.6",
                "17.6",
                null,
                finishedAt,
                finishedAt,
                null,
                null,
                null,
                null);
        var database = new DatabaseIdentity("17.6", null, null, "db:5432", "app", null, null);
        Files.write(
                folder.resolve(BackupManifest.FILE),
                BackupManifest.of(BackupFolder.DUMP, database, receipt).json());
    }
}
