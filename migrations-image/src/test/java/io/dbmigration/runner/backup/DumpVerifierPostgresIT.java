package io.dbmigration.runner.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.contract.RunRequest.VerifyLevel;
import io.dbmigration.runner.testing.PgPrograms;
import io.dbmigration.runner.testing.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DumpVerifierPostgresIT {

    @TempDir
    private Path folder;

    private final PgTools tools = new PgTools(List.of(PgPrograms.folder()));
    private final DumpVerifier verifier = new DumpVerifier(new ToolRunner("cut off"), (stage, bytes) -> {});
    private byte[] dump = {};

    @BeforeEach
    void dump() throws Exception {
        var database = TestServer.newDatabase();
        database.run(
                "CREATE TABLE t AS SELECT i, md5(i::text) FROM generate_series(1, 20000) AS i; CREATE TABLE empty (i int)"
                        + "; CREATE TABLE \"Ends here\n\" AS SELECT E'a\\nCOPY public.no (i) FROM stdin;\\n\\\\.\\n' AS text FROM generate_series(1, 3)"
                        + "; CREATE FUNCTION f() RETURNS text LANGUAGE plpgsql AS 'BEGIN\nCOPY public.no (i) FROM stdin;\nEND'"
                        + "; SELECT lo_from_bytea(0, 'COPY public.no (i) FROM stdin;')");
        var process = new ProcessBuilder(
                        PgPrograms.folder().resolve("pg_dump").toString(),
                        "--format=custom",
                        "--compress=zstd",
                        "--dbname=" + database.url())
                .start();
        dump = process.getInputStream().readAllBytes();
    }

    @Test
    void aWholeDumpPasses() {
        assertThatCode(() -> verify(dump, dump, VerifyLevel.Decode)).doesNotThrowAnyException();
    }

    @Test
    void decodingCountsTheRows() throws Exception {
        assertThat(verify(dump, dump, VerifyLevel.Decode))
                .hasValueSatisfying(rows -> assertThat(rows.tables())
                        .containsExactly(
                                entry("public.\"Ends here\n\"", 3L),
                                entry("public.empty", 0L),
                                entry("public.t", 20_000L)));
        assertThat(verify(dump, dump, VerifyLevel.Checksum)).isEmpty();
    }

    @Test
    void aByteThatChangedOnTheDiskIsFoundByTheChecksum() {
        var changed = dump.clone();
        changed[dump.length / 2] ^= 1;

        assertDamaged("read back is not what was written", changed, dump, VerifyLevel.Checksum);
    }

    /** Damaged before it was hashed, as by a pg_dump that was killed: the checksum is right and the dump is not. */
    @Test
    void aDumpThatEndsTooEarlyIsFoundByDecoding() throws Exception {
        var truncated = Arrays.copyOf(dump, dump.length * 9 / 10);

        assertThatCode(() -> verify(truncated, truncated, VerifyLevel.Checksum)).doesNotThrowAnyException();
        assertDamaged("pg_restore cannot decode", truncated, truncated, VerifyLevel.Decode);
    }

    private void assertDamaged(String message, byte[] onDisk, byte[] written, VerifyLevel level) {
        assertThatThrownBy(() -> verify(onDisk, written, level))
                .hasMessageContaining(message)
                .extracting(e -> ((RunException) e).reason())
                .isEqualTo(Reason.BACKUP_FAILED);
    }

    private Optional<RowCounts> verify(byte[] onDisk, byte[] written, VerifyLevel level)
            throws IOException, InterruptedException {
        try (var backup = new VolumeBackups(folder).begin(BackupPlace.of("localhost:5432", "shop", "run-1"), 1)) {
            backup.write(onDisk, onDisk.length);
            backup.complete();
            return verifier.verify(
                    backup, new WrittenDump(written.length, sha256(written)), level, tools.require("pg_restore", 17));
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
