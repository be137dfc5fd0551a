package io.dbmigration.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dbmigration.runner.testing.TestBundle;
import io.dbmigration.runner.testing.TestDatabase;
import io.dbmigration.runner.testing.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DryRunPostgresIT {

    @TempDir
    private Path folder;

    private final Console console = new Console();
    private final TestDatabase database = TestServer.newDatabase();
    private TestBundle bundle;

    @BeforeEach
    void aBundleOfEveryKind() throws IOException {
        bundle = TestBundle.in(folder.resolve("migrations"))
                .with("1_init", "CREATE TABLE a (id int);\nCREATE ROLE r PASSWORD 'hidden-one';")
                .with("2_index", "CREATE INDEX CONCURRENTLY i ON a (id);")
                .with("3_own", "BEGIN;\nINSERT INTO a VALUES (1);\nCOMMIT;");
    }

    @Test
    void everyStatementAndItsWayIsTold() {
        assertThat(dryRun()).isZero();

        assertThat(console.out())
                .contains("3 pending", "1_init: 2 statements, all or nothing", "line 2: CREATE ROLE r PASSWORD '***'")
                .contains(
                        "2_index: 1 statement, one by one outside a transaction",
                        "3_own: 3 statements, with transactions")
                .contains("nothing was changed")
                .doesNotContain("hidden-one");
    }

    @Test
    void nothingIsChanged() {
        assertThat(dryRun()).isZero();

        assertThat(database.query("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"))
                .isEmpty();
        assertThat(database.query("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"))
                .containsExactly("0");
    }

    @Test
    void asJsonItIsOneDocument() throws IOException {
        assertThat(dryRun("-o", "json", "--target", "2_index")).isZero();

        var forecast = new ObjectMapper().readTree(console.out());
        assertThat(forecast.get("pending")).hasSize(2);
        assertThat(forecast.at("/pending/1/sending").asText()).isEqualTo("StatementByStatement");
        assertThat(forecast.at("/pending/0/statements/1/line").asInt()).isEqualTo(2);
    }

    @Test
    void whatADeployWouldRefuseIsRefused() throws IOException {
        bundle.with("4_bad", "SELEC 1;");
        assertThat(dryRun()).isEqualTo(1);
        assertThat(console.err())
                .contains("SyntaxError (P3018)", "4_bad, line 1")
                .containsOnlyOnce("Nothing was run.");
        bundle.without("4_bad");

        database.run("CREATE TABLE old (id int)");
        assertThat(dryRun()).isEqualTo(1);
        assertThat(console.err()).contains("SchemaNotEmpty (P3005)");
        assertThat(dryRun("--baseline-up-to", "1_init")).isZero();
        assertThat(console.out()).contains("2 pending", "BackupUndecided");
        assertThat(database.query("SELECT to_regclass('_prisma_migrations')")).containsOnlyNulls();
    }

    @Test
    void aFailedMigrationOfPrismaIsRefusedAndOneThatLeftNothingGoesOn() throws IOException {
        bundle.without("2_index").without("3_own").with("1_init", "SELECT 1/0;");
        console.run(database.url(), "deploy", "--migrations", bundle.folder().toString());
        assertThat(dryRun()).isEqualTo(1);
        assertThat(console.err()).contains("FailedMigrationFound (P3009)");

        bundle.with("1_init", "SELECT 1;");
        assertThat(dryRun()).isZero();
        assertThat(console.out()).contains("1 pending");
        assertThat(database.query("SELECT rolled_back_at FROM _prisma_migrations"))
                .containsOnlyNulls();
    }

    @Test
    void aMissingDatabaseWouldBeMade() {
        var url = database.url() + "_missing";

        assertThat(console.run(
                        url,
                        "deploy",
                        "--dry-run",
                        "--migrations",
                        bundle.folder().toString()))
                .isZero();
        assertThat(console.out()).contains("WouldCreate", "3 pending");
        assertThat(console.run(
                        url,
                        "deploy",
                        "--dry-run",
                        "--no-create-database",
                        "--migrations",
                        bundle.folder().toString()))
                .isEqualTo(1);
    }

    private int dryRun(String... more) {
        var all = new String[more.length + 4];
        all[0] = "deploy";
        all[1] = "--dry-run";
        all[2] = "--migrations";
        all[3] = bundle.folder().toString();
        System.arraycopy(more, 0, all, 4, more.length);
        return console.run(database.url(), all);
    }
}
