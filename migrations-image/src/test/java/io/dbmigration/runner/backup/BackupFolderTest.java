package io.dbmigration.runner.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmigration.contract.RunRequest.VerifyLevel;
import io.dbmigration.contract.RunResult.DatabaseIdentity;
import io.dbmigration.contract.RunResult.Receipt;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupFolderTest {

    private static final int MIB = 1024 * 1024;
    private static final BackupPlace PLACE = new BackupPlace(Path.of("cluster", "shop", "app"), "run-1");

    @TempDir
    private Path storage;

    @Test
    void appearsUnderItsNameOnlyWhenItIsFinished() throws IOException {
        try (var folder = BackupFolder.create(storage, PLACE)) {
            write(folder);
            assertThat(entries()).containsExactly("run-1.partial");

            folder.finish(manifest(folder));
        }

        assertThat(entries()).containsExactly("run-1");
        assertThat(BackupManifest.read(storage.resolve("cluster/shop/app/run-1")))
                .hasValueSatisfying(found -> assertThat(found.receipt().path()).isEqualTo("cluster/shop/app/run-1"));
    }

    @Test
    void leavesNothingWhenItIsNotFinished() throws IOException {
        try (var folder = BackupFolder.create(storage, PLACE)) {
            write(folder);
        }

        assertThat(entries()).isEmpty();
    }

    @Test
    void removesWhatAKilledRunLeft() throws IOException {
        var killed = Files.createDirectories(storage.resolve("cluster/shop/app/run-0.partial"));
        Files.writeString(killed.resolve(BackupFolder.DUMP), "half");

        try (var folder = BackupFolder.create(storage, PLACE)) {
            write(folder);
            assertThat(entries()).containsExactly("run-1.partial");
        }
    }

    @Test
    void aSecondBackupOfTheSameRunHasAFolderOfItsOwn() throws IOException {
        for (var time = 0; time < 2; time++) {
            try (var folder = BackupFolder.create(storage, PLACE)) {
                write(folder);
                folder.finish(manifest(folder));
            }
        }

        assertThat(entries()).containsExactlyInAnyOrder("run-1", "run-1-2");
    }

    @Test
    void whatTheDiskHasIsReadBackWhileTheDumpGrows() throws IOException {
        var written = new HashedBytes();
        try (var folder = BackupFolder.create(storage, PLACE)) {
            for (var block = 0; block < 40; block++) {
                write(folder, written, block);
            }
            folder.complete();

            try (var back = folder.readBack()) {
                assertThat(back.count()).isGreaterThanOrEqualTo(32 * MIB);
                assertThat(rest(back)).isEqualTo(written.finish());
            }
        }
    }

    @Test
    void aDumpThatBecameShorterMeanwhileIsNoBackup() throws IOException {
        try (var folder = BackupFolder.create(storage, PLACE)) {
            var written = new HashedBytes();
            for (var block = 0; block < 31; block++) {
                write(folder, written, block);
            }
            try (var file = FileChannel.open(folder.file().orElseThrow(), StandardOpenOption.WRITE)) {
                file.truncate(MIB);
            }
            write(folder, written, 31);

            folder.complete();
            try (var back = folder.readBack()) {
                assertThat(rest(back)).isNotEqualTo(written.finish());
            }
        }
    }

    private static void write(BackupFolder folder, HashedBytes written, int block) throws IOException {
        var bytes = new byte[MIB];
        Arrays.fill(bytes, (byte) block);
        folder.write(bytes, bytes.length);
        written.add(bytes, bytes.length);
    }

    private static WrittenDump rest(ReadBack back) throws IOException {
        while (back.next(OutputStream.nullOutputStream())) {
            // Reads on.
        }
        return back.finish();
    }

    @Test
    void onlyTheOwnerMayReadAnything() throws IOException {
        try (var folder = BackupFolder.create(storage, PLACE)) {
            write(folder);
            folder.finish(manifest(folder));
        }

        try (var tree = Files.walk(storage.resolve("cluster"))) {
            assertThat(tree)
                    .allSatisfy(path -> assertThat(Files.getPosixFilePermissions(path))
                            .isEqualTo(PosixFilePermissions.fromString(
                                    Files.isDirectory(path) ? "rwx------" : "rw-------")));
        }
    }

    private static void write(BackupFolder folder) throws IOException {
        folder.write(new byte[] {1}, 1);
        folder.complete();
    }

    private List<String> entries() throws IOException {
        try (var entries = Files.list(storage.resolve(PLACE.database()))) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        }
    }

    private static BackupManifest manifest(BackupFolder folder) {
        var time = "2026-01-01T00:00:00Z";
        return BackupManifest.of(
                BackupFolder.DUMP,
                new DatabaseIdentity("17.6", null, null, "db:5432", "app", null, null),
                new Receipt(
                        folder.path(),
                        1,
                        "00",
                        VerifyLevel.Decode,
                        "17.6",
                        "17.6",
                        null,
                        time,
                        time,
                        null,
                        null,
                        null,
                        null));
    }
}
