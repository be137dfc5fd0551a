package io.dbmigration.runner.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmigration.contract.Reason;
import io.dbmigration.runner.testing.TestDatabase;
import io.dbmigration.runner.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Places are twelfths of the dump: the header, the list of contents, and data. */
class DamagedDumpPostgresIT {

    private static final TestDatabase DATABASE = TestServer.newDatabase();

    @TempDir
    private static Path storage;

    private static TestRestore restore;
    private static Path dump;
    private static byte[] whole;

    @BeforeAll
    static void backUp() throws IOException {
        DATABASE.run("CREATE TABLE customer (id serial PRIMARY KEY, name text)");
        DATABASE.run("INSERT INTO customer (name) SELECT md5(i::text) FROM generate_series(1, 20000) AS i");
        restore = new TestRestore(storage, DATABASE.url());
        dump = storage.resolve(restore.backup().path()).resolve("database.dump");
        whole = Files.readAllBytes(dump);
    }

    @ParameterizedTest(name = "at {0}/12")
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
    void oneFlippedBitIsFoundBeforeADatabaseIsMade(int twelfth) throws IOException {
        var damaged = whole.clone();
        var place = (int) ((long) whole.length * twelfth / 12) + 5;
        damaged[place] ^= 1;

        assertFound(damaged, "its SHA-256 is");
    }

    @ParameterizedTest(name = "to {0}/12")
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
    void aTruncatedDumpIsFoundBeforeADatabaseIsMade(int twelfth) throws IOException {
        assertFound(
                Arrays.copyOf(whole, (int) ((long) whole.length * twelfth / 12)), "its receipt says " + whole.length);
    }

    @Test
    void aDumpThatLacksItsLastByteIsFound() throws IOException {
        assertFound(Arrays.copyOf(whole, whole.length - 1), "its receipt says " + whole.length);
    }

    @Test
    void aDumpWithOneByteMoreIsFound() throws IOException {
        assertFound(Arrays.copyOf(whole, whole.length + 1), "its receipt says " + whole.length);
    }

    /** It was right when it was looked at, and is not when it is restored. */
    @Test
    void aDumpThatChangesAfterItWasVerifiedIsFoundAndTheNewDatabaseGoes() throws IOException {
        Files.write(dump, whole);
        restore.steps(step -> {
            if (step == io.dbmigration.runner.restore.RestoreStep.MARKED) {
                damage();
            }
        });

        var result = restore.toNewDatabase("never");
        restore.steps(step -> {});

        assertThat(result.reason()).as(result.message()).isIn(Reason.BACKUP_DAMAGED, Reason.RESTORE_FAILED);
        assertThat(result.reason()).isEqualTo(Reason.BACKUP_DAMAGED);
        assertNothingMade();
    }

    private static void damage() {
        try {
            var damaged = whole.clone();
            damaged[whole.length / 2] ^= 1;
            Files.write(dump, damaged);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void assertFound(byte[] content, String how) throws IOException {
        Files.write(dump, content);

        var result = restore.toNewDatabase("never");

        assertThat(result.reason()).as(result.message()).isEqualTo(Reason.BACKUP_DAMAGED);
        assertThat(result.message()).contains(how);
        assertNothingMade();
    }

    private static void assertNothingMade() {
        assertThat(DATABASE.query(
                        "SELECT datname FROM pg_database WHERE datname LIKE 'dbm\\_restoring%' OR datname = 'never'"))
                .isEmpty();
    }
}
