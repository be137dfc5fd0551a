package io.dbmigration.runner.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dbmigration.contract.RunKind;
import io.dbmigration.contract.RunRequest;
import io.dbmigration.contract.RunRequest.Backup;
import io.dbmigration.contract.RunRequest.BackupMode;
import io.dbmigration.contract.RunRequest.Bundle;
import io.dbmigration.contract.RunRequest.Request;
import io.dbmigration.contract.RunRequest.Resolution;
import io.dbmigration.contract.RunRequest.Rollback;
import io.dbmigration.contract.RunRequest.Run;
import io.dbmigration.contract.RunRequest.Value;
import io.dbmigration.contract.RunRequest.VerifyLevel;
import io.dbmigration.contract.RunResult;
import io.dbmigration.contract.RunnerFiles;
import io.dbmigration.runner.testing.PgPrograms;
import io.dbmigration.runner.testing.TestBundle;
import io.dbmigration.runner.testing.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/** The Jobs of one DatabaseMigration, each as the operator would ask for it, in this JVM. */
final class TestJob {

    private final Path folder;
    private final TestDatabase database;
    private final TestBundle bundle;
    private final Path storage;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private String target;
    private String retry;
    private String digest;
    private boolean backup;
    private int number;

    TestJob(Path folder, TestDatabase database, TestBundle bundle) throws IOException {
        this.folder = folder;
        this.database = database;
        this.bundle = bundle;
        this.storage = Files.createDirectories(folder.resolve("storage"));
    }

    TestJob target(String wish) {
        target = wish;
        return this;
    }

    TestJob retry(String wish) {
        retry = wish;
        return this;
    }

    TestJob digest(String wish) {
        digest = wish;
        return this;
    }

    TestJob withBackup() {
        backup = true;
        return this;
    }

    RunResult deploy() throws IOException {
        return run(request(RunKind.Deploy, null, null, null));
    }

    RunResult resolve(String uid, Resolution resolution) throws IOException {
        return run(resolution(uid, resolution));
    }

    RunResult rollback(String uid, Rollback rollback) throws IOException {
        return run(rollbackRequest(uid, rollback));
    }

    RunRequest rollbackRequest(String uid, Rollback rollback) {
        return request(RunKind.Rollback, new Request("MigrationRollback", "back", uid), null, rollback);
    }

    /** What the runs have said so far. */
    String log() {
        return log.toString(StandardCharsets.UTF_8);
    }

    private RunRequest resolution(String uid, Resolution resolution) {
        return request(RunKind.Resolve, new Request("MigrationResolution", "mend", uid), resolution, null);
    }

    private RunRequest request(RunKind kind, Request asking, Resolution resolution, Rollback rollback) {
        number++;
        var usual = TestRequest.of(
                Value.literal(database.url()),
                new Bundle(bundle.folder().toString(), "ConfigMap/b", digest, false),
                storage,
                "1h");
        return new RunRequest(
                kind,
                new Run("shop-" + number, number, 1, "shop", "shop", "0a1b2c3d-0000", "cluster", retry),
                usual.database(),
                usual.bundle(),
                target,
                backup
                        ? usual.backup()
                        : new Backup(BackupMode.Never, "a test", VerifyLevel.Decode, null, null, null, null),
                usual.policy(),
                null,
                usual.verificationQueries(),
                usual.timeout(),
                asking,
                resolution,
                rollback,
                null);
    }

    private RunResult run(RunRequest request) throws IOException {
        var result = folder.resolve("result-" + number);
        var environment = Map.of(
                RunnerFiles.REQUEST_VARIABLE,
                RunnerProcess.text(request),
                RunnerMain.RESULT_VARIABLE,
                result.toString(),
                "DBMIGRATION_PG_BIN",
                PgPrograms.folder().toString(),
                "TMPDIR",
                folder.toString());
        new RunnerMain(environment, new PrintStream(log, true, StandardCharsets.UTF_8), Clock.systemUTC()).run();
        return new ObjectMapper().readValue(result.toFile(), RunResult.class);
    }
}
