package io.dbmigration.runner.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunRequest;
import io.dbmigration.contract.RunRequest.Bundle;
import io.dbmigration.contract.RunRequest.Value;
import io.dbmigration.contract.RunResult.Outcome;
import io.dbmigration.runner.testing.PgPrograms;
import io.dbmigration.runner.testing.TestBundle;
import io.dbmigration.runner.testing.TestDatabase;
import io.dbmigration.runner.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunnerMainPostgresIT {

    private static final String SLOW = "DO $$ BEGIN IF to_regclass('slow') IS NOT NULL THEN PERFORM pg_sleep(600);"
            + " END IF; END $$; CREATE TABLE done (id int);";

    @TempDir
    private Path folder;

    private final TestDatabase database = TestServer.newDatabase();
    private final String role = TestServer.newRole("SUPERUSER");
    private Path storage;
    private Path secret;
    private TestBundle bundle;

    @BeforeEach
    void files() throws IOException {
        storage = Files.createDirectories(folder.resolve("storage"));
        secret = Files.createDirectories(folder.resolve("values/secrets/db"));
        Files.writeString(secret.resolve("url"), database.url(role, "secret-of-the-role") + "\n");
        bundle = TestBundle.in(folder.resolve("bundle")).with("20240101_init", "CREATE TABLE a (id int);");
    }

    @Test
    void migratesAndTellsNoSecretAnywhere() throws Exception {
        var programs = PgPrograms.withPgDump(
                Files.createDirectory(folder.resolve("programs")),
                "cat /proc/[0-9]*/cmdline > " + folder + "/processes 2>&1; exec \"$real/pg_dump\" \"$@\"");

        try (var runner = RunnerProcess.start(folder.resolve("run"), request("1h"), programs)) {
            var result = runner.result();

            assertThat(result.reason()).as("%s", result).isEqualTo(Reason.APPLIED);
            assertThat(runner.exitStatus()).isZero();
            assertThat(result.backup().path())
                    .isEqualTo("cluster/shop/shop-0a1b2c3d/" + database.name() + "/shop-0a1b2c-1");
            assertThat(runner.output())
                    .contains("{\"dbm\":\"plan\"", "{\"dbm\":\"migrations\"", "{\"dbm\":\"progress\"")
                    .doesNotContain("secret-of-the-role");
            assertThat(folder.resolve("run/result")).content().doesNotContain("secret-of-the-role");
            assertThat(folder.resolve("processes"))
                    .content()
                    .contains("RunnerMain")
                    .doesNotContain("secret-of-the-role");
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "db,   nokey, Secret db has no key nokey., SECRET_KEY_NOT_FOUND",
        "none, url,   There is no Secret none,     SECRET_NOT_FOUND"
    })
    void aMissingSecretOrKeyIsTold(String name, String key, String sentence, Reason reason) throws Exception {
        var url = Value.file(
                folder.resolve("values/secrets").resolve(name).resolve(key).toString(), "Secret", name, key);
        Files.createDirectories(folder.resolve("values/secrets").resolve(name).resolve("..data"));

        try (var runner = start(TestRequest.of(url, bundle.folder(), storage, "1h"))) {
            var result = runner.result();

            assertThat(result.reason()).isEqualTo(reason);
            assertThat(result.message()).contains(sentence);
            assertThat(runner.exitStatus()).isEqualTo(1);
        }
    }

    @ParameterizedTest(name = "pinned {0}")
    @CsvSource({"true,BUNDLE_INCOMPLETE", "false,BUNDLE_CHANGED"})
    void anotherBundleIsRefusedBeforeAnythingIsConnectedTo(boolean pinned, Reason reason) throws Exception {
        var other = new Bundle(bundle.folder().toString(), "ConfigMap/b", "sha256:other", pinned);
        var nowhere = Value.literal("postgresql://u:p@localhost:1/x");

        try (var runner = start(TestRequest.of(nowhere, other, storage, "1h"))) {
            assertThat(runner.result().reason()).isEqualTo(reason);
        }
    }

    @Test
    void aRequestOfAnotherVersionIsAResultToo() throws Exception {
        try (var runner = RunnerProcess.start(folder.resolve("run"), "{\"run\": 3", PgPrograms.folder())) {
            assertThat(runner.result().reason()).isEqualTo(Reason.RUNNER_FAILED);
        }
    }

    @Test
    void terminatedInAnAtomicScriptItLeavesNothingAndTheNextRunGoesOn() throws Exception {
        bundle.with("20240102_slow", SLOW);
        database.run("CREATE TABLE slow (id int)");
        adopt();

        try (var runner = start(request("1h"))) {
            awaitQuery("pg_sleep");
            var result = runner.terminate().result();

            assertThat(result.reason()).as("%s", result).isEqualTo(Reason.INTERRUPTED);
            assertThat(result.failure().migration()).isEqualTo("20240102_slow");
            assertThat(database.query("SELECT to_regclass('done')")).containsOnlyNulls();
            assertThat(runner.output()).doesNotContain("secret-of-the-role");
        }

        database.run("DROP TABLE slow");
        try (var runner = start(request("1h"), "again")) {
            assertThat(runner.result().reason()).isEqualTo(Reason.APPLIED);
        }
    }

    @Test
    void atItsTimeoutItCancelsTheScript() throws Exception {
        bundle.with("20240102_slow", SLOW);
        database.run("CREATE TABLE slow (id int)");
        adopt();

        try (var runner = start(request("5s"))) {
            var result = runner.result();

            assertThat(result.reason()).as("%s", result).isEqualTo(Reason.DEADLINE_EXCEEDED);
            assertThat(runner.exitStatus()).isEqualTo(1);
            assertThat(database.query("SELECT to_regclass('done')")).containsOnlyNulls();
        }
    }

    @Test
    void terminatedInTheBackupItEndsPgDumpAndRunsNoStatement() throws Exception {
        var programs = PgPrograms.withPgDump(
                Files.createDirectory(folder.resolve("programs")), "touch " + folder + "/dumping; exec sleep 600");

        try (var runner = RunnerProcess.start(folder.resolve("run"), request("1h"), programs)) {
            await().until(() -> Files.exists(folder.resolve("dumping")));
            var result = runner.terminate().result();

            assertThat(result.reason()).isEqualTo(Reason.INTERRUPTED);
            assertThat(database.query("SELECT to_regclass('a')")).containsOnlyNulls();
            try (var files = Files.walk(storage)) {
                assertThat(files.filter(Files::isRegularFile)).isEmpty();
            }
        }
    }

    @Test
    void terminatedWhileItWaitsForTheLockItEndsAtOnce() throws Exception {
        try (var other = database.connect();
                var statement = other.createStatement();
                var runner = start(request("1h"))) {
            statement.execute("SELECT pg_advisory_lock(72707369)");
            await().atMost(Duration.ofSeconds(20)).until(() -> runner.output().contains("waiting for"));

            var result = runner.terminate().result();

            assertThat(result.outcome()).isEqualTo(Outcome.Failed);
            assertThat(result.reason()).isEqualTo(Reason.INTERRUPTED);
        }
    }

    /** So that a table can be there before the first run. */
    private void adopt() {
        database.run(
                "CREATE TABLE _prisma_migrations (id varchar(36) PRIMARY KEY NOT NULL, checksum varchar(64) NOT NULL,"
                        + " finished_at timestamptz, migration_name varchar(255) NOT NULL, logs text, rolled_back_at timestamptz,"
                        + " started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count integer NOT NULL DEFAULT 0)");
    }

    private void awaitQuery(String text) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !database.query("SELECT 1 FROM pg_stat_activity WHERE state = 'active'"
                                + " AND pid <> pg_backend_pid() AND datname = '" + database.name()
                                + "' AND query LIKE '%"
                                + text + "%'")
                        .isEmpty());
    }

    private RunRequest request(String timeout) {
        return TestRequest.of(
                Value.file(secret.resolve("url").toString(), "Secret", "db", "url"), bundle.folder(), storage, timeout);
    }

    private RunnerProcess start(RunRequest request) throws IOException {
        return start(request, "run");
    }

    private RunnerProcess start(RunRequest request, String name) throws IOException {
        return RunnerProcess.start(folder.resolve(name), request, PgPrograms.folder());
    }
}
