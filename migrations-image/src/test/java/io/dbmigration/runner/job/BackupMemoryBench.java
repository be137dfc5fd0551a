package io.dbmigration.runner.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunRequest;
import io.dbmigration.contract.RunRequest.Backup;
import io.dbmigration.contract.RunRequest.BackupMode;
import io.dbmigration.contract.RunRequest.Value;
import io.dbmigration.contract.RunRequest.VerifyLevel;
import io.dbmigration.runner.testing.PgPrograms;
import io.dbmigration.runner.testing.TestBundle;
import io.dbmigration.runner.testing.TestDatabase;
import io.dbmigration.runner.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Not a test of every day: what the runner needs for a dump of 1 GB. {@code bench/backup-memory} runs it and keeps what it prints.
 */
class BackupMemoryBench {

    private static final int MIB = 1024 * 1024;
    /** Of the dump, about. */
    private static final int SIZE = Integer.getInteger("bench.mib", 1060);

    private static final Duration LOOK = Duration.ofMillis(20);
    private static final long GOAL_KIB = 128 * 1024;

    @TempDir
    private Path folder;

    private final TestDatabase database = TestServer.newDatabase();
    private TestBundle bundle;
    private Path storage;
    private int number;

    /** @param peak VmHWM in KiB */
    private record Measured(Duration time, long peak, long size) {}

    @Test
    void ofAGigabyte() throws Exception {
        bundle = TestBundle.in(folder.resolve("bundle"));
        storage = Files.createDirectories(folder.resolve("storage"));
        fill();

        var bare = barePgDump();
        var none = run(BackupMode.Never, VerifyLevel.Checksum);
        var checksum = run(BackupMode.BeforeApply, VerifyLevel.Checksum);
        var decode = run(BackupMode.BeforeApply, VerifyLevel.Decode);

        print("| pg_dump alone | %.1f s | | |", seconds(bare));
        print("| run without backup | %.1f s | %d MiB | |", seconds(none.time), none.peak / 1024);
        printRun("Checksum", checksum, none, bare);
        printRun("Decode", decode, none, bare);
        assertThat(decode.size).isGreaterThan(SIZE * 9L / 10 * MIB);
        assertThat(decode.peak).as("VmHWM in KiB").isLessThanOrEqualTo(GOAL_KIB);
    }

    /** Random bytes, which no compression makes smaller. */
    private void fill() {
        database.run(
                "CREATE SCHEMA big; CREATE TABLE big.filling (data bytea); ALTER TABLE big.filling ALTER data SET STORAGE EXTERNAL;"
                        + " INSERT INTO big.filling SELECT (SELECT string_agg(sha512((random()::text || i || j)::bytea), '')"
                        + " FROM generate_series(1, 1024) AS j) FROM generate_series(1, " + 16 * SIZE
                        + ") AS i; CHECKPOINT");
    }

    private Duration barePgDump() throws Exception {
        var file = folder.resolve("bare");
        var started = System.nanoTime();
        var process = new ProcessBuilder(
                        PgPrograms.folder().resolve("pg_dump").toString(),
                        "--format=custom",
                        "--compress=zstd",
                        "--file=" + file,
                        "--dbname=" + database.url())
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
        var time = Duration.ofNanos(System.nanoTime() - started);
        Files.delete(file);
        return time;
    }

    private Measured run(BackupMode mode, VerifyLevel level) throws Exception {
        number++;
        bundle.with("2024010%d_step".formatted(number), "CREATE TABLE step_%d (id int);".formatted(number));
        var started = System.nanoTime();
        try (var runner = RunnerProcess.start(
                folder.resolve("run-" + number),
                RunnerProcess.text(request(mode, level)),
                PgPrograms.folder(),
                options())) {
            var peak = 0L;
            while (!runner.endsWithin(LOOK)) {
                peak = Math.max(peak, peakOf(runner.pid()));
            }
            var time = Duration.ofNanos(System.nanoTime() - started);
            var result = runner.result();
            assertThat(result.reason()).as("%s", result).isEqualTo(Reason.APPLIED);
            return new Measured(
                    time, peak, result.backup() == null ? 0 : result.backup().size());
        }
    }

    private RunRequest request(BackupMode mode, VerifyLevel level) {
        var base = TestRequest.of(Value.literal(database.url()), bundle.folder(), storage, "1h");
        return new RunRequest(
                base.kind(),
                base.run(),
                base.database(),
                base.bundle(),
                null,
                new Backup(mode, "bench", level, storage.toString(), null, null, null),
                base.policy(),
                null,
                List.of(),
                "1h",
                null,
                null,
                null,
                null);
    }

    /** As in the image. */
    private static List<String> options() {
        return List.of(System.getProperty("bench.options").split(" "));
    }

    private static long peakOf(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc", "" + pid, "status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException ended) {
            return 0;
        }
    }

    private static void printRun(String level, Measured run, Measured none, Duration bare) {
        var step = run.time.minus(none.time);
        print(
                "| run with backup, %s, %d MiB | %.1f s | %d MiB | %.2f |",
                level, run.size / MIB, seconds(run.time), run.peak / 1024, seconds(step) / seconds(bare));
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, "BENCH " + format + "%n", values);
    }
}
