package io.dbmigration.runner.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.contract.RunRequest.VerifyLevel;
import io.dbmigration.contract.RunResult.Receipt;
import io.dbmigration.runner.database.ConnectionSettings;
import io.dbmigration.runner.database.Server;
import io.dbmigration.runner.database.ServerOptions;
import io.dbmigration.runner.testing.PgPrograms;
import io.dbmigration.runner.testing.TestDatabase;
import io.dbmigration.runner.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackupStepPostgresIT {

    private static final BackupPlace PLACE = new BackupPlace(Path.of("cluster", "shop", "app"), "run-1");
    private static final long PLENTY = Long.MAX_VALUE;

    @TempDir
    private Path storage;

    @TempDir
    private Path programs;

    @TempDir
    private Path work;

    private final TestDatabase database = TestServer.newDatabase();

    @BeforeEach
    void fill() {
        database.run("CREATE TABLE customer (id serial PRIMARY KEY, name text)");
        database.run("INSERT INTO customer (name) SELECT md5(i::text) FROM generate_series(1, 20000) AS i");
    }

    @Test
    void aBackupIsOnTheDiskReadBackAndDecoded() throws Exception {
        var receipt = take(database.url(), PgPrograms.folder());

        var folder = storage.resolve(receipt.path());
        var dump = Files.readAllBytes(folder.resolve(BackupFolder.DUMP));
        assertThat(receipt.path()).isEqualTo("cluster/shop/app/run-1");
        assertThat(receipt.size()).isEqualTo(dump.length).isGreaterThan(100_000);
        assertThat(receipt.sha256())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(dump)));
        assertThat(receipt.verified()).isEqualTo(VerifyLevel.Decode);
        assertThat(receipt.toolVersion()).startsWith("17.");
        assertThat(receipt.lsn()).matches("[0-9A-F]+/[0-9A-F]+");
        assertThat(receipt.estimatedRestore()).matches("[0-9hms]+");
        assertThat(BackupManifest.read(folder)).hasValueSatisfying(manifest -> {
            assertThat(manifest.receipt()).isEqualTo(receipt);
            assertThat(manifest.database().name()).isEqualTo(database.name());
        });
    }

    @Test
    void theSettingsOfTheDatabaseAreInTheDump() throws Exception {
        database.run("ALTER DATABASE " + database.name() + " SET work_mem = '7MB'");

        var receipt = take(database.url(), PgPrograms.folder());

        var script = new ProcessBuilder(
                        PgPrograms.folder().resolve("pg_restore").toString(),
                        "--create",
                        "--file=-",
                        storage.resolve(receipt.path())
                                .resolve(BackupFolder.DUMP)
                                .toString())
                .redirectErrorStream(true)
                .start();
        assertThat(new String(script.getInputStream().readAllBytes())).contains("work_mem TO '7MB'");
    }

    @Test
    void theLockSessionsStayUsableAfterwards() {
        try (var connections = open(database.url())) {
            step(PgPrograms.folder()).take(connections, order());

            assertThat(connections.script().idle()).isTrue();
            assertThat(connections
                            .bookkeeping()
                            .connection()
                            .getTransactionState()
                            .name())
                    .isEqualTo("IDLE");
        }
    }

    @Test
    void thePasswordIsInNoArgumentAndNoFile() throws IOException {
        var role = TestServer.newRole("SUPERUSER");
        PgPrograms.withPgDump(programs, "echo \"$@\" > " + programs + "/arguments; exec \"$real/pg_dump\" \"$@\"");

        take(database.url(role, "secret-of-the-role"), programs);

        assertThat(programs.resolve("arguments"))
                .content()
                .contains("--snapshot=")
                .doesNotContain("secret", role);
        assertThat(work).isEmptyDirectory();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '§', quoteCharacter = '`', textBlock = """
                    killed half way         § "$real/pg_dump" "$@" | head -c 50000; kill -9 $$ § pg_dump ended with status
                    failing                 § echo 'pg_dump: error: out of luck' >&2; exit 1   § out of luck
                    cut short with status 0 § "$real/pg_dump" "$@" | head -c 50000             § cannot decode
                    empty with status 0     § exit 0                                           § cannot decode
                    another database        § PGDATABASE=postgres exec "$real/pg_dump" "$@"    § snapshot
                    """)
    void aPgDumpThatIs(String what, String script, String message) throws IOException {
        PgPrograms.withPgDump(programs, script);

        assertRefused(Reason.BACKUP_FAILED, message, programs);
    }

    @Test
    void aBackupThatIsCancelledEndsPgDumpAndLeavesNothing() throws IOException {
        PgPrograms.withPgDump(programs, "echo $$ > " + programs + "/pid; head -c 100000 /dev/zero; exec sleep 600");
        var step = new BackupStep[1];
        step[0] = new BackupStep(tools(programs), Clock.systemUTC(), (stage, bytes) -> step[0].cancel());

        try (var connections = open(database.url())) {
            assertThatThrownBy(() -> step[0].take(connections, order()))
                    .extracting(e -> ((RunException) e).reason())
                    .isEqualTo(Reason.INTERRUPTED);
        }

        var pid = Long.parseLong(Files.readString(programs.resolve("pid")).strip());
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
        assertNothingLeft();
    }

    @Test
    void aStorageWithoutRoomIsRefusedBeforeAByteIsWritten() {
        try (var connections = open(database.url())) {
            var full = new BackupOrder(new VolumeBackups(storage, path -> 1000), PLACE, VerifyLevel.Decode, null);

            assertThatThrownBy(() -> step(PgPrograms.folder()).take(connections, full))
                    .hasMessageContaining("1000 B free")
                    .extracting(e -> ((RunException) e).reason())
                    .isEqualTo(Reason.STORAGE_UNAVAILABLE);
        }
        assertThat(storage).isEmptyDirectory();
    }

    @Test
    void aDiskThatFillsUpMeanwhileIsToldAndLeavesNothing() throws Exception {
        try (var volume = SmallVolume.mount(storage)) {
            assertThat(volume.size()).isLessThan(2_000_000);
            database.run(
                    "CREATE TABLE large AS SELECT md5(i::text) || md5(i::text || 'x') FROM generate_series(1, 60000) AS i");

            assertRefused(Reason.STORAGE_UNAVAILABLE, "No space left on device", PgPrograms.folder());
        }
    }

    @Test
    void aStorageThatIsNotThereIsTold() {
        try (var connections = open(database.url())) {
            var order = new BackupOrder(storage.resolve("nowhere"), PLACE, VerifyLevel.Decode);

            assertThatThrownBy(() -> step(PgPrograms.folder()).take(connections, order))
                    .hasMessageContaining("nowhere")
                    .extracting(e -> ((RunException) e).reason())
                    .isEqualTo(Reason.STORAGE_UNAVAILABLE);
        }
    }

    @Test
    void allThatTheRoleMayNotReadIsToldAtOnceWithWhatToGrant() {
        var role = TestServer.newRole("");
        database.run("ALTER TABLE customer OWNER TO " + role
                + "; ALTER TABLE customer ENABLE ROW LEVEL SECURITY; ALTER TABLE customer FORCE ROW LEVEL SECURITY"
                + "; CREATE TABLE secret (id int)"
                + "; CREATE SEQUENCE counter"
                + "; CREATE SCHEMA closed; CREATE TABLE closed.it (id int)"
                + "; SELECT lo_create(4711)");

        try (var connections = open(database.url(role, "secret-of-the-role"))) {
            assertThatThrownBy(() -> step(PgPrograms.folder()).take(connections, order()))
                    .hasMessageContaining("row security hides rows from it in public.customer")
                    .hasMessageContaining("BYPASSRLS")
                    .hasMessageContaining("tables closed.it, public.secret")
                    .hasMessageContaining("sequences public.counter")
                    .hasMessageContaining("schemas closed")
                    .hasMessageContaining("large objects 4711")
                    .extracting(e -> ((RunException) e).reason())
                    .isEqualTo(Reason.BACKUP_FAILED);
        }
    }

    @Test
    void anOwnerWithRowSecurityThatIsNotForcedMayDump() throws IOException {
        var role = TestServer.newRole("");
        database.run("ALTER TABLE customer OWNER TO " + role + "; ALTER TABLE customer ENABLE ROW LEVEL SECURITY");

        assertThat(take(database.url(role, "secret-of-the-role"), PgPrograms.folder())
                        .size())
                .isGreaterThan(100_000);
    }

    /** Only pg_dump finds out, in the middle of a long query of its own. */
    @Test
    void whatPgDumpMayNotReadIsTold() throws IOException {
        var role = TestServer.newRole("");
        database.run("ALTER TABLE customer OWNER TO " + role + "; REVOKE SELECT ON pg_amop FROM PUBLIC");

        try (var connections = open(database.url(role, "secret-of-the-role"))) {
            assertThatThrownBy(() -> step(PgPrograms.folder()).take(connections, order()))
                    .hasMessageContaining("permission denied for table pg_amop")
                    .hasMessageNotContaining("UNION ALL");
        }
        assertNothingLeft();
    }

    private void assertRefused(Reason reason, String message, Path folder) throws IOException {
        try (var connections = open(database.url())) {
            assertThatThrownBy(() -> step(folder).take(connections, order()))
                    .isInstanceOf(RunException.class)
                    .hasMessageContaining(message)
                    .extracting(e -> ((RunException) e).reason())
                    .isEqualTo(reason);
        }
        assertNothingLeft();
    }

    private void assertNothingLeft() throws IOException {
        try (var files = Files.walk(storage)) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }

    private Receipt take(String url, Path folder) {
        try (var connections = open(url)) {
            return step(folder).take(connections, order());
        }
    }

    private io.dbmigration.runner.database.Connections open(String url) {
        return Server.open(
                ConnectionSettings.parse(url),
                new ServerOptions("run-1", work, null, null, null, ServerOptions.Missing.REFUSE));
    }

    private BackupOrder order() {
        return new BackupOrder(new VolumeBackups(storage, path -> PLENTY), PLACE, VerifyLevel.Decode, null);
    }

    private static BackupStep step(Path folder) {
        return new BackupStep(tools(folder), Clock.systemUTC(), (stage, bytes) -> {});
    }

    private static PgTools tools(Path folder) {
        return new PgTools(List.of(folder));
    }
}
