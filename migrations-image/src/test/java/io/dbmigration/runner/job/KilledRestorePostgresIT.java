package io.dbmigration.runner.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmigration.contract.Reason;
import io.dbmigration.runner.restore.RestoreStep;
import io.dbmigration.runner.testing.TestBundle;
import io.dbmigration.runner.testing.TestDatabase;
import io.dbmigration.runner.testing.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A process that is gone puts nothing back; the next one does. */
class KilledRestorePostgresIT {

    private static final String ROWS = "SELECT t::text FROM customer t ORDER BY id";

    @TempDir
    private Path folder;

    private final TestDatabase database = TestServer.newDatabase();
    private final String request = java.util.UUID.randomUUID().toString();
    private TestDeploy deploy;
    private TestRestore restore;
    private List<String> before;
    private String backup;

    @BeforeEach
    void fill() throws IOException {
        var bundle = TestBundle.in(folder.resolve("bundle"))
                .with(
                        "1_customer",
                        "CREATE TABLE customer (id int PRIMARY KEY, name text);"
                                + " INSERT INTO customer SELECT i, md5(i::text) FROM generate_series(1, 500) AS i;");
        deploy = new TestDeploy(folder, database.url()).withoutBackup("a test of restores");
        assertThat(deploy.run().reason()).isEqualTo(Reason.APPLIED);
        restore = new TestRestore(folder.resolve("backups"), database.url()).bundle(bundle.folder());
        backup = restore.backup().path();
        before = database.query(ROWS);
        bundle.with("2_damage", "UPDATE customer SET name = NULL;");
        assertThat(deploy.run().reason()).isEqualTo(Reason.APPLIED);
    }

    @ParameterizedTest
    @EnumSource
    void aSwapKilledBehindAStepNeitherLosesNorClosesTheDatabaseAndTheNextRequestFinishesIt(RestoreStep step)
            throws IOException, InterruptedException {
        var confirmed = restore.confirmed();
        kill(step, confirmed);

        var deployed = deploy.run();

        assertThat(deployed.reason())
                .as(deployed.message())
                .isEqualTo(step == RestoreStep.NAMED ? Reason.HELD_AFTER_ROLLBACK : Reason.UP_TO_DATE);
        var result = restore.request(request, "next-1").swap(confirmed);
        assertThat(result.reason()).as(result.message()).isEqualTo(Reason.RESTORED);
        assertThat(database.query(ROWS)).isEqualTo(before);
        assertNothingHalfMade();
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"BACKED_UP", "HELD", "CLOSED", "EMPTIED"})
    void aNewDatabaseKilledBehindAStepIsMadeByTheNextRun(RestoreStep step) throws IOException, InterruptedException {
        var copy = database.name() + "_copy";
        kill(step, copy);

        var result = restore.request(request, "next-1").toNewDatabase(copy);

        assertThat(result.reason()).as(result.message()).isEqualTo(Reason.RESTORED);
        assertThat(new TestDatabase(copy).query(ROWS)).isEqualTo(before);
        assertNothingHalfMade();
    }

    private void kill(RestoreStep step, String wish) throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledRestoreProgram.class.getName(),
                        folder.resolve("backups").toString(),
                        database.url(),
                        backup,
                        folder.resolve("bundle").toString(),
                        request,
                        step.name(),
                        wish)
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isEqualTo(9);
    }

    private void assertNothingHalfMade() {
        assertThat(database.query("SELECT datname FROM pg_database WHERE datname LIKE 'dbm\\_restoring%'"))
                .isEmpty();
    }
}
