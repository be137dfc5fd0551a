package io.dbmigration.runner.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dbmigration.contract.Reason;
import io.dbmigration.contract.ReportLine;
import io.dbmigration.contract.ReportLine.FoundBackup;
import io.dbmigration.contract.RunKind;
import io.dbmigration.contract.RunRequest;
import io.dbmigration.contract.RunRequest.BackupMode;
import io.dbmigration.contract.RunRequest.Value;
import io.dbmigration.contract.RunRequest.VerifyLevel;
import io.dbmigration.contract.RunResult;
import io.dbmigration.contract.RunResult.Outcome;
import io.dbmigration.contract.RunnerFiles;
import io.dbmigration.runner.testing.PgPrograms;
import io.dbmigration.runner.testing.S3Server;
import io.dbmigration.runner.testing.TestBundle;
import io.dbmigration.runner.testing.TestDatabase;
import io.dbmigration.runner.testing.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests of the operator around backups, carried out as in the Job. */
class BackupPostgresIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private final TestDatabase database = TestServer.newDatabase();
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private TestBundle bundle;
    private Path storage;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private int number;
    private RunRequest.Retention retention;
    private List<String> protectedPaths;
    private RunRequest.S3 s3;
    private RunRequest.Restore looked;
    private String cluster = "cluster";
    private String uid = "0a1b2c3d-0000";
    private String migration = "shop";

    @BeforeEach
    void prepare() throws IOException {
        bundle = TestBundle.in(folder.resolve("bundle"));
        storage = Files.createDirectories(folder.resolve("storage"));
        database.run("CREATE TABLE customer (id int); INSERT INTO customer VALUES (1)");
    }

    @Test
    void aBackupOnDemandIsTakenAndTold() throws IOException {
        var result = run(RunKind.Backup);

        assertThat(result.reason()).isEqualTo(Reason.BACKED_UP);
        assertThat(result.outcome()).isEqualTo(Outcome.Succeeded);
        assertThat(result.backup().path()).isEqualTo("cluster/shop/shop-0a1b2c3d/" + database.name() + "/run-1");
        assertThat(result.backup().timeline()).isEqualTo(1);
        assertThat(result.message()).contains(storage.toString(), "KiB", "Decode");
        assertThat(storage.resolve(result.backup().path())).isDirectoryContaining("glob:**/receipt.json");
        assertThat(result.database().name()).isEqualTo(database.name());
    }

    @Test
    void aBackupOnDemandWaitsForTheLockOfAMigration() throws Exception {
        try (var other = database.connect();
                var statement = other.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(72707369)");

            assertThat(run(RunKind.Backup).reason()).isEqualTo(Reason.ADVISORY_LOCK_BUSY);
        }
        assertThat(run(RunKind.Backup).reason()).isEqualTo(Reason.BACKED_UP);
    }

    @Test
    void aBackupOnDemandGoesToABucketToo() throws IOException {
        try (var server = S3Server.start(Files.createDirectory(folder.resolve("s3")))) {
            server.newBucket("backups");
            s3 = bucket(server, secret(S3Server.SECRET_KEY));

            var result = run(RunKind.Backup);

            assertThat(result.reason()).as(result.message()).isEqualTo(Reason.BACKED_UP);
            assertThat(result.message()).contains("s3://backups/team/cluster/shop/");
            assertThat(server.objects("backups")).hasSize(2);
            assertThat(foundAfter(run(RunKind.Inspect)))
                    .extracting(FoundBackup::receipt)
                    .containsExactly(result.backup());
        }
    }

    @Test
    void aSecretThatABucketRefusesIsInNoOutput() throws IOException {
        try (var server = S3Server.start(Files.createDirectory(folder.resolve("s3")))) {
            server.newBucket("backups");
            s3 = bucket(server, secret("wrong-and-not-to-be-seen"));

            var result = run(RunKind.Backup);

            assertThat(result.reason()).isEqualTo(Reason.STORAGE_UNAVAILABLE);
            assertThat(log.toString(StandardCharsets.UTF_8) + result).doesNotContain("wrong-and-not-to-be-seen");
        }
    }

    @Test
    void aSecretOfABucketThatIsMissingIsTold() throws IOException {
        s3 = new RunRequest.S3(
                "http://localhost:1",
                null,
                "backups",
                null,
                Value.literal("key"),
                Value.file(folder.resolve("no/secret").toString(), "Secret", "bucket-keys", "secret"),
                null,
                null,
                true,
                null,
                null);

        assertThat(run(RunKind.Backup).reason()).isEqualTo(Reason.SECRET_NOT_FOUND);
    }

    @Test
    void inspectionListsWhatTheStorageHoldsOfThisNameAlone() throws IOException {
        var first = run(RunKind.Backup).backup();
        uid = "ffffffff-1111";
        var ofAnotherUid = run(RunKind.Backup).backup();
        cluster = "of a lost cluster";
        var ofAnotherCluster = run(RunKind.Backup).backup();
        cluster = "cluster";
        migration = "shop-2";
        run(RunKind.Backup);
        migration = "shop";
        var gone = run(RunKind.Backup).backup();
        Files.delete(storage.resolve(gone.path()).resolve("receipt.json"));

        var result = run(RunKind.Inspect);

        assertThat(result.reason()).isEqualTo(Reason.INSPECTED);
        assertThat(foundAfter(result))
                .extracting(FoundBackup::receipt)
                .containsExactly(first, ofAnotherUid, ofAnotherCluster);
    }

    @Test
    void oneBackupIsLookedAtWhereverItLies() throws IOException {
        var taken = run(RunKind.Backup).backup();
        migration = "another";
        looked = lookAt(taken.path(), storage);
        storage = folder.resolve("nowhere");

        assertThat(foundAfter(run(RunKind.Inspect)))
                .extracting(FoundBackup::receipt)
                .containsExactly(taken);
    }

    @Test
    void aPlaceWithoutABackupIsLookedAtToo() throws IOException {
        looked = lookAt("no/such/backup", storage);

        assertThat(foundAfter(run(RunKind.Inspect))).isEmpty();
    }

    @Test
    void anEmptyStorageIsInspectedToo() throws IOException {
        assertThat(foundAfter(run(RunKind.Inspect))).isEmpty();
    }

    @Test
    void aStorageThatIsNotThereIsToldByAnInspection() throws IOException {
        storage = folder.resolve("nowhere");

        assertThat(run(RunKind.Inspect).reason()).isEqualTo(Reason.STORAGE_UNAVAILABLE);
    }

    @Test
    void aDeployNotesBesideTheBackupWhatItDid() throws IOException {
        adopt();
        bundle.with("2_step", "CREATE TABLE step (id int);");

        var receipt = run(RunKind.Deploy).backup();

        assertThat(receipt.lsnAtApply()).matches("[0-9A-F]+/[0-9A-F]+");
        assertThat(receipt.bytesSince()).isNotNegative();
        assertThat(manifest(receipt.path()).get("applied").asInt()).isEqualTo(1);
        assertThat(JSON.treeToValue(manifest(receipt.path()).get("receipt"), RunResult.Receipt.class))
                .isEqualTo(receipt);
    }

    @Test
    void aDeployThatLeftNothingIsNotedAsSuch() throws IOException {
        adopt();
        bundle.with("2_broken", "CREATE TABLE step (id int); SELECT 1/0;");

        var result = run(RunKind.Deploy);

        assertThat(result.reason()).isEqualTo(Reason.MIGRATION_FAILED);
        assertThat(manifest(result.backup().path()).get("applied").asInt()).isZero();
    }

    @Test
    void aDeployThatMayHaveLeftSomethingIsNot() throws IOException {
        adopt();
        bundle.with("2_broken", "CREATE INDEX CONCURRENTLY i ON customer (id); SELECT 1/0;");

        var result = run(RunKind.Deploy);

        assertThat(result.reason()).isEqualTo(Reason.MIGRATION_FAILED);
        assertThat(manifest(result.backup().path()).has("applied")).isFalse();
    }

    @Test
    void whoMayNotAskForThePositionOfTheLogGetsABackupWithoutIt() throws IOException {
        database.run("REVOKE EXECUTE ON FUNCTION pg_catalog.pg_current_wal_lsn() FROM PUBLIC");
        var role = TestServer.newRole("");
        database.run("ALTER TABLE customer OWNER TO " + role + "; GRANT ALL ON SCHEMA public TO " + role);

        var result = run(RunKind.Backup, database.url(role, TestServer.PASSWORD));

        assertThat(result.reason()).as(result.message()).isEqualTo(Reason.BACKED_UP);
        assertThat(result.backup().lsn()).isNull();
    }

    @Test
    void retentionRemovesWhatIsBeyondBoth() throws IOException {
        retention = new RunRequest.Retention(1, "720h");
        var oldest = run(RunKind.Backup).backup().path();
        now = now.plus(Duration.ofDays(10));
        var kept = run(RunKind.Backup).backup().path();
        now = now.plus(Duration.ofDays(25));

        var result = run(RunKind.Backup);

        assertThat(result.pruned()).containsExactly(oldest);
        assertThat(storage.resolve(oldest)).doesNotExist();
        assertThat(storage.resolve(kept)).exists();
        assertThat(storage.resolve(result.backup().path())).exists();
    }

    @Test
    void retentionLeavesAloneWhatIsProtectedOrBelongsToOthers() throws IOException {
        retention = new RunRequest.Retention(1, "1h");
        var first = run(RunKind.Backup).backup().path();
        protectedPaths = List.of(first);
        uid = "ffffffff-1111";
        var ofAnotherUid = run(RunKind.Backup).backup().path();
        uid = "0a1b2c3d-0000";
        var copied = storage.resolve(first).resolveSibling("copied-by-a-person");
        Files.createDirectory(copied);
        Files.copy(storage.resolve(first).resolve("receipt.json"), copied.resolve("receipt.json"));
        var second = run(RunKind.Backup).backup().path();
        now = now.plus(Duration.ofDays(100));

        assertThat(run(RunKind.Backup).pruned()).containsExactly(second);
        assertThat(List.of(storage.resolve(first), storage.resolve(ofAnotherUid), copied))
                .allSatisfy(path -> assertThat(path).exists());
    }

    @Test
    void aFailedDeployRemovesNothing() throws IOException {
        adopt();
        retention = new RunRequest.Retention(0, "1h");
        var old = run(RunKind.Backup).backup().path();
        now = now.plus(Duration.ofDays(100));
        bundle.with("2_broken", "SELECT 1/0;");

        assertThat(run(RunKind.Deploy).reason()).isEqualTo(Reason.MIGRATION_FAILED);
        assertThat(storage.resolve(old)).exists();
    }

    @Test
    void aDeployThatWentWellRemovesOldOnes() throws IOException {
        adopt();
        retention = new RunRequest.Retention(0, "1h");
        var old = run(RunKind.Backup).backup().path();
        now = now.plus(Duration.ofDays(100));
        bundle.with("2_step", "CREATE TABLE step (id int);");

        assertThat(run(RunKind.Deploy).pruned()).contains(old);
        assertThat(storage.resolve(old)).doesNotExist();
    }

    private void adopt() throws IOException {
        database.run("DROP TABLE customer");
        bundle.with("1_init", "CREATE TABLE customer (id int);");
        assertThat(run(RunKind.Deploy).reason()).isEqualTo(Reason.APPLIED);
    }

    private JsonNode manifest(String path) throws IOException {
        return JSON.readTree(storage.resolve(path).resolve("receipt.json").toFile());
    }

    /** What the log's lines carry, as the operator reads them. */
    private List<FoundBackup> foundAfter(RunResult result) throws IOException {
        assertThat(result.outcome()).as(result.message()).isEqualTo(Outcome.Succeeded);
        var found = new ArrayList<FoundBackup>();
        for (var line : log.toString(StandardCharsets.UTF_8).lines().toList()) {
            if (line.startsWith("{\"dbm\":\"backups\"")) {
                found.addAll(JSON.readValue(line, ReportLine.class).backups());
            }
        }
        return found;
    }

    private Value secret(String text) throws IOException {
        var keys = Files.createDirectories(folder.resolve("keys"));
        Files.writeString(keys.resolve("secret"), text + "\n");
        return Value.file(keys.resolve("secret").toString(), "Secret", "keys", "secret");
    }

    private static RunRequest.S3 bucket(S3Server server, Value secret) {
        return new RunRequest.S3(
                server.endpoint(),
                null,
                "backups",
                "team",
                Value.literal(S3Server.ACCESS_KEY),
                secret,
                null,
                null,
                true,
                null,
                null);
    }

    private static RunRequest.Restore lookAt(String path, Path where) {
        var storage = new RunRequest.Backup(
                BackupMode.BeforeApply, null, VerifyLevel.Decode, where.toString(), null, null, null);
        return new RunRequest.Restore(path, storage, null, RunRequest.RestoreMode.NewDatabase, null, null, null);
    }

    private RunResult run(RunKind kind) throws IOException {
        return run(kind, database.url());
    }

    private RunResult run(RunKind kind, String url) throws IOException {
        var base = TestRequest.of(Value.literal(url), bundle.folder(), storage, "1h");
        var policy = base.policy();
        var request = new RunRequest(
                kind,
                new RunRequest.Run("run-" + ++number, number, 1, "shop", migration, uid, cluster, null),
                base.database(),
                base.bundle(),
                null,
                new RunRequest.Backup(
                        BackupMode.BeforeApply,
                        null,
                        VerifyLevel.Decode,
                        s3 == null ? storage.toString() : null,
                        s3,
                        retention,
                        protectedPaths),
                new RunRequest.Policy(
                        "1s",
                        policy.lockTimeout(),
                        policy.lockBudget(),
                        null,
                        policy.ahead(),
                        policy.missing(),
                        policy.edited(),
                        policy.outOfOrder()),
                null,
                List.of(),
                "1h",
                null,
                null,
                null,
                looked);
        var result = folder.resolve("result-" + number);
        var environment = Map.of(
                RunnerFiles.REQUEST_VARIABLE,
                RunnerProcess.text(request),
                RunnerMain.RESULT_VARIABLE,
                result.toString(),
                "DBMIGRATION_PG_BIN",
                PgPrograms.folder().toString(),
                "TMPDIR",
                Files.createDirectories(folder.resolve("work")).toString());
        new RunnerMain(
                        environment,
                        new PrintStream(log, true, StandardCharsets.UTF_8),
                        Clock.fixed(now, ZoneOffset.UTC))
                .run();
        return JSON.readValue(result.toFile(), RunResult.class);
    }
}
