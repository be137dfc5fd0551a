package io.dbmigration.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunResult;
import io.dbmigration.runner.testing.TestBundle;
import io.dbmigration.runner.testing.TestDatabase;
import io.dbmigration.runner.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DbmPostgresIT {

    @TempDir
    private Path folder;

    private final Console console = new Console();
    private final TestDatabase database = TestServer.newDatabase();
    private TestBundle bundle;

    @BeforeEach
    void bundle() throws IOException {
        bundle = TestBundle.in(folder.resolve("migrations"))
                .with("20240101_init", "CREATE TABLE a (id int);")
                .with("20240102_more", "CREATE TABLE b (id int);");
    }

    @Test
    void anEmptyDatabaseIsMigratedWithoutAskingAboutABackup() {
        assertThat(deploy()).isZero();

        assertThat(out()).contains("Applied 2 migrations");
        assertThat(err()).contains("Applying 20240102_more (2/2)");
        assertThat(database.query("SELECT count(*) FROM _prisma_migrations")).containsExactly("2");
    }

    @Test
    void onADatabaseWithTablesOneHasToChoose() throws IOException {
        database.run("CREATE TABLE old (id int)");

        assertThat(deploy()).isEqualTo(2);
        assertThat(err()).contains("--backup-dir", "--no-backup");
        assertThat(deploy("-o", "json")).isEqualTo(2);
        assertThat(new ObjectMapper().readTree(out()).get("reason").asText()).isEqualTo("BackupUndecided");
        assertThat(database.query("SELECT to_regclass('_prisma_migrations')")).containsOnlyNulls();

        assertThat(deploy("--no-backup", "--baseline-up-to", "20240101_init")).isZero();
        assertThat(database.query("SELECT to_regclass('b')::text")).containsExactly("b");
    }

    /** A trigger makes the rows others than planned, as another session might. */
    @Test
    void onADatabaseThatWasEmptyOneHasToChooseWhereTheRunHasToPlanAgain() throws IOException {
        bundle.with("20240103_fence", """
                        CREATE FUNCTION keep_out() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
                        CREATE TRIGGER keep_out BEFORE INSERT ON _prisma_migrations FOR EACH ROW EXECUTE FUNCTION keep_out();""").with("20240104_last", "CREATE TABLE c (id int);");

        assertThat(deploy()).isEqualTo(1);
        assertThat(err()).contains("Interrupted", "3 migrations are applied", "--no-backup");

        assertThat(deploy("--no-backup")).isEqualTo(1);
        assertThat(err()).contains("TableLost", "takes no new row");
        assertThat(database.query("SELECT to_regclass('c')")).containsOnlyNulls();
    }

    @Test
    void theBackupGoesWhereItWasAskedFor() throws IOException {
        var missing = folder.resolve("mine/backups");

        assertThat(deploy("--backup-dir", missing.toString())).as(err()).isZero();

        assertThat(out()).contains("Backup: localhost%3A");
        for (var made : List.of(missing, missing.getParent())) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void aFolderThatCannotBeMadeIsToldOnceWithWhatToDo() throws IOException {
        var file = Files.writeString(folder.resolve("file"), "");

        assertThat(deploy("--backup-dir", file.resolve("backups").toString())).isEqualTo(1);

        assertThat(err()).contains("StorageUnavailable", "Make the folder").containsOnlyOnce("No statement was run");
    }

    @Test
    void bothChoicesAboutABackupAreWrongUsage() {
        assertThat(deploy("--backup-dir", "x", "--no-backup")).isEqualTo(2);
    }

    @Test
    void withJsonThereIsOneDocumentOnStandardOutput() throws IOException {
        assertThat(deploy("-o", "json", "--target", "20240101_init")).isZero();

        var result = new ObjectMapper().readValue(out(), RunResult.class);
        assertThat(result.reason()).isEqualTo(Reason.APPLIED);
        assertThat(result.headMigration()).isEqualTo("20240101_init");
    }

    @Test
    void aFailureSaysWhereAndWhatToDo() throws IOException {
        bundle.with("20240103_bad", "CREATE TABLE c (id int);\nSELECT 1/0;");

        assertThat(deploy()).isEqualTo(1);

        assertThat(err())
                .contains("MigrationFailed (P3018)", "20240103_bad", "22012", "Statement: 2", "Line: 2", "What to do:");
        assertThat(out()).isEmpty();
    }

    @Test
    void whatFailedAndItsP3009SayTheSameAboutTheWayOn() throws IOException {
        bundle.with("20240103_half", "CREATE INDEX CONCURRENTLY i ON a(id); SELECT 1/0;");

        assertThat(deploy()).isEqualTo(1);
        assertThat(err()).contains("MigrationFailed", "It is not atomic", "then: dbm resolve --rolled-back M");
        assertThat(deploy("--no-backup")).isEqualTo(1);
        assertThat(err()).contains("FailedMigrationFound (P3009)", "20240103_half", "may have left something behind");

        assertThat(run(
                        database.url(),
                        "resolve",
                        "--migrations",
                        bundle.folder().toString(),
                        "--rolled-back",
                        "20240103_half"))
                .isZero();
        bundle.with("20240103_half", "SELECT 1;");
        assertThat(deploy("--no-backup")).isZero();
    }

    @Test
    void whatLeftNothingBehindGoesOnWithARetryWhereTheScriptWasRight() throws IOException {
        bundle.with("20240103_calls", "SELECT made_by_hand();");
        assertThat(deploy()).isEqualTo(1);
        database.run("CREATE FUNCTION made_by_hand() RETURNS int LANGUAGE sql AS 'SELECT 1'");

        assertThat(deploy("--no-backup")).isEqualTo(1);
        assertThat(err()).contains("P3009", "20240103_calls (started", "left nothing behind)", "dbm deploy --retry");
        assertThat(deploy("--no-backup", "--retry")).isZero();
    }

    @Test
    void aMissingDatabaseIsMadeUnlessToldOtherwise() {
        var missing = new TestDatabase(database.name() + "_missing");

        assertThat(run(missing.url(), "deploy", "--migrations", bundle.folder().toString(), "--no-create-database"))
                .isEqualTo(1);
        assertThat(err()).contains("DatabaseNotFound (P1003)");

        assertThat(run(missing.url(), "deploy", "--migrations", bundle.folder().toString()))
                .isZero();
        assertThat(missing.query("SELECT count(*) FROM _prisma_migrations")).containsExactly("2");
    }

    @Test
    void aFolderWithoutMigrationsIsNothingToDoAsForPrisma() {
        assertThat(run(
                        database.url(),
                        "deploy",
                        "--migrations",
                        folder.resolve("nowhere").toString()))
                .isZero();
        assertThat(out()).contains("holds no migration", "There is no folder " + folder.resolve("nowhere"));
    }

    @Test
    void aMistypedFolderIsNamedAndNoNewerBundleIsAskedFor() throws IOException {
        deploy();
        var nowhere = folder.resolve("nowhere").toString();

        assertThat(run(database.url(), "deploy", "--no-backup", "--migrations", nowhere))
                .isEqualTo(1);
        assertThat(err())
                .contains("BundleOlderThanDatabase", "There is no folder " + nowhere, "Correct --migrations")
                .doesNotContain("Deploy a newer bundle");

        assertThat(run(database.url(), "status", "--migrations", nowhere))
                .as("as Prisma")
                .isZero();
        assertThat(out()).contains("There is no folder " + nowhere);
        assertThat(run(database.url(), "status", "--migrations", nowhere, "-o", "json"))
                .isZero();
        assertThat(new ObjectMapper().readTree(out()).at("/notices/0").asText()).contains(nowhere);
    }

    @Test
    void thePasswordIsNeverSaid() {
        var role = TestServer.newRole("");
        var url = database.url(role, "wrong-password");

        assertThat(run(url, "deploy", "--migrations", bundle.folder().toString()))
                .isEqualTo(1);
        assertThat(out() + err()).contains("AuthenticationFailed (P1000)").doesNotContain("wrong-password");

        assertThat(run("", "deploy", "--url", url, "stray://u:wrong-password@h/d"))
                .isEqualTo(2);
        assertThat(out() + err()).contains("Unmatched argument").doesNotContain("wrong-password");

        assertThat(run("", "deploy", "--url", "mysql://u:wrong-password@h/d")).isEqualTo(1);
        assertThat(out() + err()).contains("DatabaseUrlInvalid (P1013)").doesNotContain("wrong-password");
    }

    @Test
    void withoutAUrlItIsWrongUsage() {
        assertThat(run("", "deploy")).isEqualTo(2);
        assertThat(err()).contains("DATABASE_URL");
    }

    private int deploy(String... more) {
        var arguments = new String[more.length + 3];
        arguments[0] = "deploy";
        arguments[1] = "--migrations";
        arguments[2] = bundle.folder().toString();
        System.arraycopy(more, 0, arguments, 3, more.length);
        return run(database.url(), arguments);
    }

    private int run(String url, String... arguments) {
        return console.run(url, arguments);
    }

    private String out() {
        return console.out();
    }

    private String err() {
        return console.err();
    }
}
