package io.dbmigration.runner.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunRequest;
import io.dbmigration.contract.RunRequest.Backup;
import io.dbmigration.contract.RunRequest.BackupMode;
import io.dbmigration.contract.RunRequest.Value;
import io.dbmigration.contract.RunRequest.VerifyLevel;
import io.dbmigration.runner.testing.PgPrograms;
import io.dbmigration.runner.testing.S3Server;
import io.dbmigration.runner.testing.TestBundle;
import io.dbmigration.runner.testing.TestDatabase;
import io.dbmigration.runner.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Not a test of every day: the backup step beside pg_dump alone. {@code bench/backup} runs it and keeps what it prints. */
class BackupBench {

    private static final int MIB = 1024 * 1024;
    /** Of the dump, about. */
    private static final int SIZE = Integer.getInteger("bench.mib", 2048);

    private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final long GOAL_KIB = 128 * 1024;
    private static final String BUCKET = "backups";

    @TempDir
    private Path folder;

    private final TestDatabase database = TestServer.newDatabase();
    private TestBundle bundle;
    private Path storage;
    private int number;

    /** @param peak VmHWM in KiB, null for pg_dump */
    private record Measured(Duration time, Long peak, long size) {}

    /** What is measured, with a run's measures in the order of the rounds. */
    private final Map<String, List<Measured>> found = new LinkedHashMap<>();

    @Test
    void besidePgDump() throws Exception {
        bundle = TestBundle.in(folder.resolve("bundle"));
        storage = folder.resolve("storage");
        fill();
        try (var server = S3Server.start(Files.createDirectory(folder.resolve("s3")))) {
            var objects = server.newBucket(BUCKET);
            for (var round = 0; round < ROUNDS; round++) {
                keep("pg_dump alone", barePgDump());
                keep("run without backup", run(BackupMode.Never, VerifyLevel.Checksum, null));
                for (var level : List.of(VerifyLevel.Checksum, VerifyLevel.Decode)) {
                    Files.createDirectories(storage);
                    keep("volume, " + level, run(BackupMode.BeforeApply, level, null));
                    delete(storage);
                }
                keep("bucket, Decode", run(BackupMode.BeforeApply, VerifyLevel.Decode, server));
                delete(objects.resolve("cluster"));
            }
        }
        found.keySet().forEach(this::print);
        assertThat(found.values().stream().flatMap(List::stream).filter(each -> each.peak != null))
                .allSatisfy(each -> assertThat(each.peak).as("VmHWM in KiB").isLessThanOrEqualTo(GOAL_KIB));
    }

    /** Told at once, too: the whole takes a while. */
    private void keep(String what, Measured measured) {
        System.out.println("MEASURED " + what + " " + measured);
        found.computeIfAbsent(what, none -> new ArrayList<>()).add(measured);
    }

    /** Random bytes, which no compression makes smaller. */
    private void fill() {
        database.run(
                "CREATE SCHEMA big; CREATE TABLE big.filling (data bytea); ALTER TABLE big.filling ALTER data SET STORAGE EXTERNAL;"
                        + " INSERT INTO big.filling SELECT (SELECT string_agg(sha512((random()::text || i || j)::bytea), '')"
                        + " FROM generate_series(1, 1024) AS j) FROM generate_series(1, " + 16 * SIZE
                        + ") AS i; CHECKPOINT");
    }

    private Measured barePgDump() throws Exception {
        var file = folder.resolve("bare");
        var started = System.nanoTime();
        var process = new ProcessBuilder(
                        PgPrograms.folder().resolve("pg_dump").toString(),
                        "--format=custom",
                        "--compress=zstd",
                        "--lock-wait-timeout=30s",
                        "--file=" + file,
                        "--dbname=" + database.url())
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
        var measured = new Measured(Duration.ofNanos(System.nanoTime() - started), null, Files.size(file));
        Files.delete(file);
        return measured;
    }

    private Measured run(BackupMode mode, VerifyLevel level, S3Server server) throws Exception {
        number++;
        bundle.with("202401%04d_step".formatted(number), "CREATE TABLE step_%d (id int);".formatted(number));
        var started = System.nanoTime();
        try (var runner = RunnerProcess.start(
                folder.resolve("run-" + number),
                RunnerProcess.text(request(mode, level, server)),
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

    private RunRequest request(BackupMode mode, VerifyLevel level, S3Server server) {
        var base = TestRequest.of(Value.literal(database.url()), bundle.folder(), storage, "1h");
        return new RunRequest(
                base.kind(),
                base.run(),
                base.database(),
                base.bundle(),
                null,
                new Backup(
                        mode, "bench", level, storage.toString(), server == null ? null : bucket(server), null, null),
                base.policy(),
                null,
                List.of(),
                "1h",
                null,
                null,
                null,
                null);
    }

    private static RunRequest.S3 bucket(S3Server server) {
        return new RunRequest.S3(
                server.endpoint(),
                null,
                BUCKET,
                null,
                Value.literal(S3Server.ACCESS_KEY),
                Value.literal(S3Server.SECRET_KEY),
                null,
                null,
                true,
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

    private static void delete(Path tree) throws IOException {
        try (var paths = Files.walk(tree)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private void print(String what) {
        var measured = found.get(what);
        var peak = measured.stream()
                .filter(each -> each.peak != null)
                .mapToLong(Measured::peak)
                .max();
        var size = measured.getLast().size / MIB;
        System.out.printf(
                Locale.ROOT,
                "BENCH | %s%s | %.1f s | %s | %s |%n",
                what,
                size == 0 ? "" : ", %d MiB".formatted(size),
                seconds(what),
                peak.isPresent() ? peak.getAsLong() / 1024 + " MiB" : "",
                what.startsWith("volume") || what.startsWith("bucket") ? ratio(what) : "");
    }

    private String ratio(String what) {
        return "%.2f".formatted((seconds(what) - seconds("run without backup")) / seconds("pg_dump alone"));
    }

    /** The median. */
    private double seconds(String what) {
        var sorted = found.get(what).stream().map(Measured::time).sorted().toList();
        return sorted.get(sorted.size() / 2).toMillis() / 1000.0;
    }
}
