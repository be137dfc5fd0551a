package io.dbmigration.runner.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunKind;
import io.dbmigration.contract.RunRequest;
import io.dbmigration.contract.RunRequest.Request;
import io.dbmigration.contract.RunRequest.Restore;
import io.dbmigration.contract.RunRequest.RestoreMode;
import io.dbmigration.contract.RunRequest.Value;
import io.dbmigration.contract.RunResult;
import io.dbmigration.runner.testing.PgPrograms;
import io.dbmigration.runner.testing.TestBundle;
import io.dbmigration.runner.testing.TestDatabase;
import io.dbmigration.runner.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the operator's JSON to the termination message, in a process of its own. */
class RequestedRestorePostgresIT {

    @TempDir
    private Path folder;

    private final TestDatabase database = TestServer.newDatabase();
    private TestBundle bundle;
    private RunResult deployed;

    @BeforeEach
    void destroyDataWithTheSecondMigration() throws Exception {
        bundle = TestBundle.in(folder.resolve("bundle"))
                .with(
                        "1_customer",
                        "CREATE TABLE customer (id int PRIMARY KEY); INSERT INTO customer VALUES (1), (2);");
        Files.createDirectories(folder.resolve("backups"));
        run("first", deploy());
        bundle.with("2_damage", "DELETE FROM customer;");
        deployed = run("second", deploy());
        assertThat(deployed.reason()).as(deployed.message()).isEqualTo(Reason.APPLIED);
    }

    @Test
    void aSwapConfirmedWithNamespaceMigrationDatabaseAndOid() throws Exception {
        var confirm =
                "shop/shop/%s@%d".formatted(database.name(), deployed.database().oid());

        var result = run("restore", restore(deployed.backup().path(), RestoreMode.Swap, null, confirm));

        assertThat(result.reason()).as(result.message()).isEqualTo(Reason.RESTORED);
        assertThat(result.kind()).isEqualTo(RunKind.Restore);
        assertThat(result.changed()).isTrue();
        assertThat(result.headMigration()).isEqualTo("1_customer");
        assertThat(database.query("SELECT id FROM customer ORDER BY id")).containsExactly("1", "2");
        assertThat(run("third", deploy()).reason()).isEqualTo(Reason.HELD_AFTER_ROLLBACK);
    }

    @Test
    void aNewDatabaseGetsANameWhereNoneIsGiven() throws Exception {
        var result = run("restore", restore(deployed.backup().path(), RestoreMode.NewDatabase, null, null));

        assertThat(result.reason()).as(result.message()).isEqualTo(Reason.RESTORED);
        assertThat(result.restored().database()).matches(database.name() + "_restored_\\d{8}_\\d{6}");
    }

    @Test
    void aBackupInTheFolderOfAnotherResourceIsNotOfThisOne() throws Exception {
        var own = folder.resolve("backups").resolve(deployed.backup().path());
        var other = Files.createDirectories(folder.resolve("backups/cluster-of-staging/shop"));
        Files.move(own, other.resolve("run"));

        var result = run("restore", restore("cluster-of-staging/shop/run", RestoreMode.NewDatabase, "never", null));

        assertThat(result.reason()).as(result.message()).isEqualTo(Reason.RECEIPT_MISMATCH);
    }

    private RunResult run(String name, RunRequest request) throws IOException, InterruptedException {
        try (var process = RunnerProcess.start(folder.resolve(name), request, PgPrograms.folder())) {
            return process.result();
        }
    }

    private RunRequest deploy() {
        return TestRequest.of(Value.literal(database.url()), bundle.folder(), folder.resolve("backups"), "5m");
    }

    private RunRequest restore(String path, RestoreMode mode, @Nullable String newDatabase, @Nullable String confirm) {
        var deploy = deploy();
        return new RunRequest(
                RunKind.Restore,
                deploy.run(),
                deploy.database(),
                deploy.bundle(),
                null,
                deploy.backup(),
                deploy.policy(),
                null,
                List.of(),
                "5m",
                new Request(
                        "DatabaseRestore", "back", java.util.UUID.randomUUID().toString()),
                null,
                null,
                new Restore(path, deploy.backup(), null, mode, newDatabase, confirm, null));
    }
}
