package io.dbmigration.runner.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmigration.contract.RunRequest.VerifyLevel;
import io.dbmigration.contract.RunResult.Receipt;
import io.dbmigration.runner.backup.KilledBackupProgram.Point;
import io.dbmigration.runner.database.Secret;
import io.dbmigration.runner.testing.PgPrograms;
import io.dbmigration.runner.testing.S3Server;
import io.dbmigration.runner.testing.TestConnections;
import io.dbmigration.runner.testing.TestDatabase;
import io.dbmigration.runner.testing.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A process that is gone removes nothing; the next one does, and whatever has a manifest is whole. */
class KilledBackupPostgresIT {

    @TempDir
    private Path folder;

    private final TestDatabase database = TestServer.newDatabase();

    /** More than two parts of an upload. */
    @BeforeEach
    void fill() {
        database.run("CREATE TABLE filling (data bytea); ALTER TABLE filling ALTER data SET STORAGE EXTERNAL;"
                + " INSERT INTO filling SELECT (SELECT string_agg(sha512((i || ' ' || j)::bytea), '')"
                + " FROM generate_series(1, 1024) AS j) FROM generate_series(1, 200) AS i");
    }

    @ParameterizedTest
    @EnumSource
    void onAVolumeTheLastGoodBackupStaysAndTheNextOneTidiesUp(Point point) throws Exception {
        var storage = new VolumeBackups(folder);
        var before = take(storage, "before");

        kill(point, folder.toString());
        var next = take(storage, "next");

        assertWhole(storage, point, before, next);
        try (var files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile))
                    .hasSize(storage.paths("cluster").size() * 2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void inABucketTheLastGoodBackupStaysAndTheNextOneTidiesUp(Point point) throws Exception {
        try (var server = S3Server.start(folder)) {
            server.newBucket("backups");
            var storage = bucket(server.endpoint(), "backups");
            var before = take(storage, "before");

            kill(point, server.endpoint(), "backups");
            var next = take(storage, "next");

            assertWhole(storage, point, before, next);
            assertThat(server.partsOfUploads("backups")).isEmpty();
            assertThat(server.objects("backups"))
                    .hasSize(storage.paths("cluster").size() * 2);
        }
    }

    static BackupStorage bucket(String endpoint, String name) {
        var keys = new S3Settings.Credentials(S3Server.ACCESS_KEY, new Secret(S3Server.SECRET_KEY), null);
        return new S3Backups(new S3Settings(endpoint, null, name, "", keys, null, true, null, null));
    }

    static BackupPlace place(String run) {
        return new BackupPlace(Path.of("cluster", "shop", "app"), run);
    }

    /** One that was finished is a backup like any other. */
    private static void assertWhole(BackupStorage storage, Point point, Receipt before, Receipt next)
            throws IOException {
        var expected = new ArrayList<>(List.of(before.path(), next.path()));
        if (point.compareTo(Point.FINISHED) >= 0) {
            expected.add(1, "cluster/shop/app/killed");
        }
        assertThat(storage.paths("cluster")).containsExactlyElementsOf(expected);
        for (var path : expected) {
            var manifest = storage.manifest(path).orElseThrow();
            new StoredDump(storage, path, manifest.receipt()).verify(bytes -> {});
        }
    }

    private Receipt take(BackupStorage storage, String run) {
        try (var connections = TestConnections.open(database.url())) {
            return new BackupStep(new PgTools(PgPrograms.folders()), Clock.systemUTC(), (stage, bytes) -> {})
                    .take(connections, new BackupOrder(storage, place(run), VerifyLevel.Decode, null));
        }
    }

    private void kill(Point point, String... storage) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                KilledBackupProgram.class.getName(),
                point.name(),
                database.url()));
        command.addAll(List.of(storage));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isEqualTo(9);
    }
}
