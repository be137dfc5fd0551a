package io.dbmigration.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dbmigration.runner.testing.TestBundle;
import io.dbmigration.runner.testing.TestDatabase;
import io.dbmigration.runner.testing.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RollbackCommandPostgresIT {

    @TempDir
    private Path folder;

    private final Console console = new Console();
    private final TestDatabase database = TestServer.newDatabase();
    private TestBundle bundle;

    @BeforeEach
    void twoMigrationsAreApplied() throws IOException {
        bundle = TestBundle.in(folder.resolve("migrations"))
                .with("1_init", "CREATE TABLE a (id int);")
                .with("2_more", "CREATE TABLE b (id int);")
                .withRollback("2_more", "DROP TABLE b;");
        assertThat(dbm("deploy", "--no-backup")).isZero();
    }

    @Test
    void takesBackAndThenDeployStopsUntilItSaysRetry() throws IOException {
        assertThat(dbm("rollback", "2_more", "--no-backup", "--accept-data-loss"))
                .isZero();
        assertThat(console.out()).contains("Rolled back 2_more. The database is at 1_init.");
        assertThat(database.query("SELECT to_regclass('b')")).containsOnlyNulls();

        assertThat(dbm("status")).isEqualTo(1);
        assertThat(console.out()).contains("Held", "2_more, taken back by dbm rollback dbm-");
        assertThat(dbm("status", "-o", "json")).isEqualTo(1);
        assertThat(new ObjectMapper().readTree(console.out()).at("/held/0/name").asText())
                .isEqualTo("2_more");
        assertThat(dbm("deploy", "--dry-run")).isEqualTo(1);
        assertThat(console.err()).contains("HeldAfterRollback", "2_more", "--retry");
        assertThat(dbm("deploy", "--no-backup")).isEqualTo(1);
        assertThat(console.err()).contains("HeldAfterRollback", "2_more", "--retry");

        assertThat(dbm("deploy", "--dry-run", "--retry")).isZero();
        assertThat(dbm("deploy", "--no-backup", "--retry")).isZero();
        assertThat(database.query("SELECT to_regclass('b')")).containsExactly("b");
        assertThat(dbm("status")).isZero();
    }

    @Test
    void aDryRunTellsEveryStatementAndChangesNothing() throws IOException {
        assertThat(dbm("rollback", "2_more", "--dry-run", "--accept-data-loss")).isZero();
        assertThat(console.out())
                .contains("1 to be taken back", "2_more: 1 statement, all or nothing", "DROP TABLE b")
                .contains("would be at 1_init", "nothing was changed");
        assertThat(dbm("rollback", "2_more", "--dry-run", "--accept-data-loss", "-o", "json"))
                .isZero();
        assertThat(new ObjectMapper()
                        .readTree(console.out())
                        .at("/rollback/0/migration")
                        .asText())
                .isEqualTo("2_more");
        assertThat(database.query("SELECT to_regclass('b')")).containsExactly("b");
    }

    @Test
    void refusalsSayWhatToSay() {
        assertThat(dbm("rollback", "2_more", "--no-backup")).isEqualTo(1);
        assertThat(console.err())
                .contains("DataLossNotAccepted", "2_more/rollback.sql", "line 1: DROP TABLE b", "--accept-data-loss");
        assertThat(dbm("rollback", "1_init", "--no-backup", "--accept-data-loss"))
                .isEqualTo(1);
        assertThat(console.err()).contains("RollbackFileMissing", "1_init");
        assertThat(dbm("rollback", "2_more", "--no-backup", "--from", "1_init")).isEqualTo(1);
        assertThat(console.err()).contains("StateChanged", "newest applied migration is 2_more");
    }

    @Test
    void aRollbackThatStoppedHalfWayIsSettledAndTheMigrationCountsAsAppliedAgain() throws IOException {
        bundle.with("3_index", "CREATE INDEX i ON a(id);")
                .withRollback("3_index", "DROP INDEX CONCURRENTLY i; SELECT 1/0;");
        assertThat(dbm("deploy", "--no-backup")).isZero();
        assertThat(dbm("rollback", "3_index", "--no-backup", "--accept-data-loss", "--accept-partial"))
                .isEqualTo(1);
        assertThat(console.err())
                .contains("MigrationFailed", "dbm resolve --rolled-back M", "asked for anew")
                .doesNotContain("deploy");

        assertThat(dbm("resolve", "--rolled-back", "3_index")).isZero();
        assertThat(console.out()).contains("counts as applied again").doesNotContain("the next deploy");
        assertThat(dbm("status")).isZero();
    }

    @Test
    void calledWronglyItChangesNothing() {
        assertThat(dbm("rollback", "2_more")).isEqualTo(2);
        assertThat(console.err()).contains("--backup-dir", "--no-backup");
        assertThat(dbm("rollback", "--no-backup")).isEqualTo(2);
        assertThat(dbm("rollback", "2_more", "--no-backup", "--backup-dir", "x"))
                .isEqualTo(2);
    }

    private int dbm(String command, String... more) {
        var all = Stream.concat(
                        Stream.of(command, "--migrations", bundle.folder().toString()), Stream.of(more))
                .toArray(String[]::new);
        return console.run(database.url(), all);
    }
}
