package io.dbmigration.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunKind;
import io.dbmigration.contract.RunResult;
import io.dbmigration.runner.testing.TestBundle;
import io.dbmigration.runner.testing.TestDatabase;
import io.dbmigration.runner.testing.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResolvePostgresIT {

    private static final String ROWS = "SELECT migration_name || ' ' || (finished_at IS NOT NULL) || ' '"
            + " || (rolled_back_at IS NOT NULL) || ' ' || applied_steps_count || ' ' ||"
            + " CASE WHEN logs IS NULL THEN 'NULL' WHEN logs = '' THEN 'empty' ELSE 'text' END"
            + " FROM _prisma_migrations ORDER BY started_at";

    @TempDir
    private Path folder;

    private final Console console = new Console();
    private final TestDatabase database = TestServer.newDatabase();
    private TestBundle bundle;

    @BeforeEach
    void theSecondMigrationFails() throws IOException {
        bundle = TestBundle.in(folder.resolve("migrations"))
                .with("1_init", "CREATE TABLE a (id int);")
                .with("2_bad", "SELECT 1/0;");
        console.run(database.url(), "deploy", "--migrations", bundle.folder().toString());
    }

    @Test
    void asAppliedTheFailedRowIsRolledBackAndAFinishedOneAdded() {
        assertThat(resolve("--applied", "2_bad")).isZero();

        assertThat(console.out()).contains("2_bad is marked as applied");
        assertThat(database.query(ROWS))
                .containsExactly("1_init true false 1 NULL", "2_bad false true 0 text", "2_bad true false 0 empty");
        assertThat(database.query("SELECT finished_at = started_at FROM _prisma_migrations WHERE logs = ''"))
                .containsExactly("t");
    }

    @Test
    void asRolledBackTheNextDeployAppliesItAgain() throws IOException {
        assertThat(resolve("--rolled-back", "2_bad")).isZero();
        assertThat(database.query(ROWS)).containsExactly("1_init true false 1 NULL", "2_bad false true 0 text");

        bundle.with("2_bad", "CREATE TABLE b (id int);");
        console.run(
                database.url(),
                "deploy",
                "--no-backup",
                "--migrations",
                bundle.folder().toString());
        assertThat(database.query(ROWS)).hasSize(3).endsWith("2_bad true false 1 NULL");
    }

    @Test
    void twiceIsOnceAndSaysSo() {
        resolve("--rolled-back", "2_bad");

        assertThat(resolve("--rolled-back", "2_bad")).isZero();
        assertThat(console.out()).contains("AlreadyRolledBack");
    }

    @Test
    void whatIsAppliedCannotBeMarkedAppliedAgain() {
        assertThat(resolve("--applied", "1_init")).isEqualTo(1);
        assertThat(console.err()).contains("AlreadyApplied (P3008)", "1_init");
    }

    @Test
    void whatIsAppliedCannotBeMarkedRolledBack() {
        assertThat(resolve("--rolled-back", "1_init")).isEqualTo(1);
        assertThat(console.err()).contains("NotFailed (P3012)", "1_init");
    }

    @Test
    void whatWasNeverBegunCannotBeMarkedRolledBack() {
        assertThat(resolve("--rolled-back", "3_unknown")).isEqualTo(1);
        assertThat(console.err()).contains("NeverApplied (P3011)", "3_unknown");
    }

    @Test
    void whatTheBundleLacksCannotBeMarkedApplied() {
        assertThat(resolve("--applied", "3_unknown")).isEqualTo(1);
        assertThat(console.err()).contains("MigrationNotFound (P3017)", "3_unknown");
    }

    @Test
    void theBundleIsNotAskedToMarkAsRolledBack() throws IOException {
        bundle.without("2_bad");
        java.nio.file.Files.writeString(bundle.folder().resolve("migration_lock.toml"), "provider = \"mysql\"\n");

        assertThat(resolve("--rolled-back", "2_bad")).isZero();
        assertThat(resolve("--applied", "1_init")).isEqualTo(1);
        assertThat(console.err()).contains("ProviderMismatch (P3019)");
    }

    @Test
    void theHistoryIsBegunWhereThereIsNone() {
        var adopted = TestServer.newDatabase();
        adopted.run("CREATE TABLE a (id int)");

        assertThat(console.run(
                        adopted.url(),
                        "resolve",
                        "--rolled-back",
                        "1_init",
                        "--migrations",
                        bundle.folder().toString()))
                .isEqualTo(1);
        assertThat(console.err()).contains("HistoryNotFound:");
        assertThat(console.run(
                        adopted.url(),
                        "resolve",
                        "--applied",
                        "1_init",
                        "--migrations",
                        bundle.folder().toString()))
                .isZero();
        assertThat(adopted.query(ROWS)).containsExactly("1_init true false 0 empty");
    }

    @Test
    void anAppliedAndAFailedRowOfOneName() {
        database.run("INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('x', 'y', '1_init')");

        assertThat(resolve("--applied", "1_init")).isEqualTo(1);
        assertThat(resolve("--rolled-back", "1_init")).isZero();
        assertThat(database.query(ROWS)).contains("1_init false true 0 NULL", "1_init true false 1 NULL");
    }

    @Test
    void aRunUnderWayIsWaitedForAndNamed() throws Exception {
        try (var deploy = database.connect();
                var statement = deploy.createStatement()) {
            statement.execute("SET application_name = 'the deploy'");
            statement.execute("SELECT pg_advisory_lock(72707369)");
            assertThat(resolve("--rolled-back", "2_bad", "--advisory-lock-timeout", "1s"))
                    .isEqualTo(1);
        }
        assertThat(console.err()).contains("AdvisoryLockBusy (P1002)", "the deploy");
        assertThat(database.query(ROWS)).contains("2_bad false false 0 text");
    }

    @Test
    void theResultAsJsonIsARunResult() throws IOException {
        assertThat(resolve("--applied", "2_bad", "-o", "json")).isZero();

        var result = new ObjectMapper().readValue(console.out(), RunResult.class);
        assertThat(result.kind()).isEqualTo(RunKind.Resolve);
        assertThat(result.reason()).isEqualTo(Reason.RESOLVED);
    }

    @Test
    void exactlyOneOfTheTwoHasToBeGiven() {
        assertThat(resolve("--applied", "2_bad", "--rolled-back", "2_bad")).isEqualTo(2);
        assertThat(resolve("--advisory-lock-timeout", "1s")).isEqualTo(2);
    }

    private int resolve(String... arguments) {
        var all = new String[arguments.length + 3];
        all[0] = "resolve";
        all[1] = "--migrations";
        all[2] = bundle.folder().toString();
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        return console.run(database.url(), all);
    }
}
