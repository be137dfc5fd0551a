package io.dbmigration.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dbmigration.runner.testing.TestBundle;
import io.dbmigration.runner.testing.TestDatabase;
import io.dbmigration.runner.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusPostgresIT {

    @TempDir
    private Path folder;

    private final Console console = new Console();
    private final TestDatabase database = TestServer.newDatabase();
    private TestBundle bundle;

    @BeforeEach
    void aBundleThatIsDeployed() throws IOException {
        bundle = TestBundle.in(folder.resolve("migrations"))
                .with("20240101_init", "CREATE TABLE a (id int);")
                .with("20240102_more", "CREATE TABLE b (id int);");
        deploy();
    }

    @Test
    void whatIsDeployedIsUpToDate() throws IOException {
        assertThat(status()).isZero();
        assertThat(console.out()).contains("2 of 2 migrations applied", "up to date");
        assertThat(json().get("history").asText()).isEqualTo("UpToDate");
    }

    @Test
    void pendingMigrationsAreNamed() throws IOException {
        bundle.with("20240101_later_written", "SELECT 1;").with("20240103_new", "SELECT 1;");

        assertThat(status()).isEqualTo(1);
        assertThat(console.out())
                .contains("Pending", "20240103_new", "sorting before an applied one", "20240101_later");
        assertThat(json().get("history").asText()).isEqualTo("DatabaseIsBehind");
    }

    @Test
    void anOldBundleIsUpToDateForPrismaAndToldHere() throws IOException {
        bundle.without("20240102_more");

        assertThat(status()).isZero();
        assertThat(console.out()).contains("newer than the bundle's last", "20240102_more");
        assertThat(json().get("history").asText()).isEqualTo("BundleIsBehind");
    }

    @Test
    void divergedHistoriesNameTheLastMigrationInCommon() throws IOException {
        bundle.without("20240102_more").with("20240103_other", "SELECT 1;");

        assertThat(status()).isEqualTo(1);
        assertThat(console.out()).contains("diverge", "20240101_init", "missing from the bundle", "20240102_more");
        var found = json();
        assertThat(found.get("history").asText()).isEqualTo("HistoriesDiverge");
        assertThat(found.get("lastCommon").asText()).isEqualTo("20240101_init");
    }

    @Test
    void aFailedMigrationIsToldWithTheWaysOut() throws IOException {
        bundle.with("20240103_bad", "SELECT 1/0;").with("20240104_after", "SELECT 1;");
        deploy();

        assertThat(status()).isEqualTo(1);
        assertThat(console.out())
                .contains(
                        "20240103_bad, started",
                        "left nothing behind: deploy a corrected script",
                        "dbm deploy --retry",
                        "P3009")
                .doesNotContain("resolve");
        assertThat(json().get("failed").get(0).asText()).isEqualTo("20240103_bad");
        assertThat(json().at("/failedRows/0/wayOut").asText()).isEqualTo("CorrectedScript");

        bundle.with("20240103_bad", "SELECT 1;");
        assertThat(status()).as("as Prisma").isEqualTo(1);
        assertThat(console.out()).contains("dbm deploy goes on").doesNotContain("resolve", "nothing is applied");
    }

    @Test
    void whatMayHaveLeftSomethingIsToldWithTheCommandThatSettlesIt() throws IOException {
        bundle.with("20240103_half", "CREATE INDEX CONCURRENTLY i ON a(id); SELECT 1/0;");
        deploy();

        assertThat(status()).isEqualTo(1);
        assertThat(console.out())
                .contains("20240103_half, started", "may have left something behind", "nothing is applied")
                .contains("dbm resolve --rolled-back \"20240103_half\"  or  dbm resolve --applied \"20240103_half\"");
    }

    @Test
    void anEditedScriptIsNamedAndDoesNotChangeTheExitStatus() throws IOException {
        bundle.with("20240101_init", "CREATE TABLE a (id bigint);");

        assertThat(status()).isZero();
        assertThat(console.out()).contains("another script in the bundle now", "20240101_init");
    }

    @Test
    void anAppliedMigrationWithoutItsFileIsP3015() throws IOException {
        Files.delete(bundle.folder().resolve("20240101_init/migration.sql"));

        assertThat(status()).isEqualTo(1);
        assertThat(console.out()).contains("Without migration.sql (P3015)", "20240101_init");
    }

    @Test
    void rolledBackMigrationsArePendingAgain() throws IOException {
        database.run("UPDATE _prisma_migrations SET rolled_back_at = now() WHERE migration_name = '20240102_more'");

        assertThat(status()).isEqualTo(1);
        assertThat(console.out()).contains("Rolled back, so pending again", "20240102_more");
    }

    @Test
    void withoutHistoryItSaysHowToAdopt() {
        var other = TestServer.newDatabase();

        assertThat(status(other.url())).isEqualTo(1);
        assertThat(console.out()).contains("no history", "--baseline-up-to", "Pending");
        assertThat(other.query("SELECT to_regclass('_prisma_migrations')")).containsOnlyNulls();
    }

    @Test
    void aMissingSchemaIsAnEmptyOneAndIsNotMade() {
        assertThat(status(database.url() + "?schema=elsewhere")).isEqualTo(1);
        assertThat(console.out()).contains("schema elsewhere", "Pending");
        assertThat(database.query("SELECT nspname FROM pg_namespace WHERE nspname = 'elsewhere'"))
                .isEmpty();
    }

    @Test
    void aMissingDatabaseIsP1003() {
        assertThat(status(database.url() + "_missing")).isEqualTo(1);
        assertThat(console.err())
                .contains("DatabaseNotFound (P1003)", "What to do")
                .doesNotContain("--no-create-database");
    }

    @Test
    void aDatabaseThatMayOnlyBeReadIsRead() {
        database.run("ALTER DATABASE " + database.name() + " SET default_transaction_read_only = on");

        assertThat(status()).isZero();
    }

    @Test
    void rowsThatRowSecurityHidesAreAnErrorAndNotPending() {
        var role = TestServer.newRole("");
        database.run("GRANT SELECT ON _prisma_migrations TO " + role);
        database.run("ALTER TABLE _prisma_migrations ENABLE ROW LEVEL SECURITY");

        assertThat(status(database.urlOf(role))).isEqualTo(1);
        assertThat(console.err()).contains("AccessDenied", "row-level security");
    }

    @Test
    void aRunUnderWayDoesNotHoldItUp() throws Exception {
        try (var deploy = database.connect();
                var statement = deploy.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(72707369)");
            assertThat(status()).isZero();
        }
    }

    private void deploy() {
        console.run(
                database.url(),
                "deploy",
                "--no-backup",
                "--migrations",
                bundle.folder().toString());
    }

    private int status() {
        return status(database.url());
    }

    private int status(String url) {
        return console.run(url, "status", "--migrations", bundle.folder().toString());
    }

    private JsonNode json() throws IOException {
        console.run(
                database.url(),
                "status",
                "-o",
                "json",
                "--migrations",
                bundle.folder().toString());
        return new ObjectMapper().readTree(console.out());
    }
}
