package io.dbmigration.runner.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunRequest.Rollback;
import io.dbmigration.contract.RunResult;
import io.dbmigration.contract.RunResult.Counts;
import io.dbmigration.contract.RunResult.Outcome;
import io.dbmigration.runner.testing.PgPrograms;
import io.dbmigration.runner.testing.TestBundle;
import io.dbmigration.runner.testing.TestDatabase;
import io.dbmigration.runner.testing.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RollbackPostgresIT {

    private static final String COUNTING =
            "SELECT migration_name FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY migration_name";

    private static final Rollback TO_2 = new Rollback("3_more", "2_name", true, false);

    @TempDir
    private Path folder;

    private final TestDatabase database = TestServer.newDatabase();
    private TestBundle bundle;
    private TestJob job;

    @BeforeEach
    void threeMigrationsAreApplied() throws IOException {
        bundle = TestBundle.in(folder.resolve("bundle"))
                .with("1_init", "CREATE TABLE a (id int);")
                .withRollback("1_init", "DROP TABLE a;")
                .with("2_name", "ALTER TABLE a ADD COLUMN name text;")
                .withRollback("2_name", "ALTER TABLE a DROP COLUMN name;")
                .with("3_more", "CREATE INDEX more ON a (name);")
                .withRollback("3_more", "DROP INDEX more;");
        job = new TestJob(folder, database, bundle);
        assertThat(job.deploy().reason()).isEqualTo(Reason.APPLIED);
    }

    @Test
    void newestFirstAfterABackupAndThenTheSameBundleIsHeld() throws IOException {
        var result = job.withBackup().rollback("u1", TO_2);

        assertRolledBack(result, true);
        assertThat(result.message()).contains("3_more, 2_name", "is at 1_init");
        assertThat(result.backup()).isNotNull();
        assertThat(result.headMigration()).isEqualTo("1_init");
        assertThat(result.counts()).isEqualTo(new Counts(1, 2, 0, 0));
        assertThat(database.query(COUNTING)).containsExactly("1_init");
        assertThat(columns()).containsExactly("id");

        var held = job.deploy();
        assertThat(held.reason()).isEqualTo(Reason.HELD_AFTER_ROLLBACK);
        assertThat(held.message()).contains("2_name", "MigrationRollback back", "retry");
        assertThat(held.backup()).isNull();
        assertThat(job.target("1_init").deploy().reason()).isEqualTo(Reason.UP_TO_DATE);
        assertThat(job.target(null).retry("now").deploy().reason()).isEqualTo(Reason.APPLIED);
        assertThat(columns()).containsExactly("id", "name");
    }

    @Test
    void aSecondRunOfTheSameRequestChangesNothingAndANewRequestIsRefused() throws IOException {
        assertRolledBack(job.rollback("u1", TO_2), true);

        var again = job.rollback("u1", TO_2);
        assertRolledBack(again, false);
        assertThat(again.message()).contains("nothing was changed", "1_init");
        assertRefused(job.rollback("u2", TO_2), Reason.STATE_CHANGED);
    }

    @Test
    void allRowsOfOneNameAreMarked() throws IOException {
        database.run("INSERT INTO _prisma_migrations SELECT 'it''s \\ second', checksum, finished_at, migration_name,"
                + " logs, rolled_back_at, started_at, applied_steps_count FROM _prisma_migrations"
                + " WHERE migration_name = '3_more'");

        assertRolledBack(job.rollback("u1", TO_2), true);
        assertThat(database.query(COUNTING)).containsExactly("1_init");
    }

    @Test
    void whatTheScriptLeavesBehindMeetsNeitherTheRecordNorTheNextScript() throws IOException {
        database.run("CREATE ROLE nobody_" + database.name());
        bundle.withRollback(
                "3_more",
                "DROP INDEX more; SET ROLE nobody_" + database.name()
                        + "; SET search_path = nowhere; SET DateStyle = 'German'; SET standard_conforming_strings = off");

        assertRolledBack(job.rollback("u1", TO_2), true);
        assertThat(columns()).containsExactly("id");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SELEC 1;                               | SYNTAX_ERROR",
                "COPY a FROM STDIN;                     | SYNTAX_ERROR",
                "PREPARE TRANSACTION 'x';               | SYNTAX_ERROR",
                "DROP INDEX CONCURRENTLY more;          | NOT_ATOMIC",
                "BEGIN; DROP INDEX more; COMMIT;        | NOT_ATOMIC",
                "DROP INDEX more; DELETE FROM a;        | DATA_LOSS_NOT_ACCEPTED",
            })
    void aScriptThatMayNotRunRefusesAllBeforeAnythingChanges(String script, Reason reason) throws IOException {
        bundle.withRollback("2_name", script);

        var result = job.withBackup().rollback("u1", new Rollback("3_more", "2_name", false, false));

        assertRefused(result, reason);
        assertThat(result.message()).contains("2_name/rollback.sql");
        assertThat(result.backup()).isNull();
        assertThat(database.query(COUNTING)).hasSize(3);
    }

    @Test
    void dataLossIsNamedByFileLineAndStatement() throws IOException {
        bundle.withRollback("2_name", "DROP INDEX more;\n\nDELETE FROM a WHERE id > 3;");

        var result = job.rollback("u1", new Rollback("3_more", "2_name", false, false));

        assertThat(result.message()).contains("2_name/rollback.sql", "line 3: DELETE FROM a WHERE id > 3");
        assertThat(result.failure().line()).isEqualTo(3);
    }

    @Test
    void missingFilesAndBytesThatAreNoTextAreRefused() throws IOException {
        Files.write(bundle.folder().resolve("2_name/rollback.sql"), "é".getBytes(StandardCharsets.ISO_8859_1));
        assertRefused(job.rollback("u1", TO_2), Reason.BUNDLE_INVALID);

        Files.delete(bundle.folder().resolve("2_name/rollback.sql"));
        Files.delete(bundle.folder().resolve("3_more/rollback.sql"));
        var result = job.rollback("u1", TO_2);
        assertRefused(result, Reason.ROLLBACK_FILE_MISSING);
        assertThat(result.message()).contains("3_more, 2_name");
        assertThat(database.query(COUNTING)).hasSize(3);
    }

    @Test
    void whatIsNotAsThePersonSawItIsRefused() throws IOException {
        assertRefused(job.rollback("u1", new Rollback("2_name", "2_name", true, false)), Reason.STATE_CHANGED);
        assertRefused(job.rollback("u1", new Rollback("3_more", "9_never", true, false)), Reason.NEVER_APPLIED);
        bundle.without("3_more");
        assertRefused(job.rollback("u1", TO_2), Reason.MISSING_FROM_BUNDLE);
        database.run("UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name = '1_init'");
        assertRefused(job.rollback("u1", TO_2), Reason.FAILED_MIGRATION_FOUND);
        database.run("DROP TABLE _prisma_migrations");
        assertRefused(job.rollback("u1", TO_2), Reason.HISTORY_NOT_FOUND);
    }

    @Test
    void aScriptThatFailsHalfWayLeavesNothingOfItselfAndTheRequestGoesOn() throws IOException {
        bundle.withRollback("2_name", "ALTER TABLE a DROP COLUMN name;\nSELECT 1/0;");
        var failed = job.rollback("u1", TO_2);

        assertThat(failed.reason()).isEqualTo(Reason.MIGRATION_FAILED);
        assertThat(failed.changed()).isTrue();
        assertThat(failed.message())
                .contains("2_name/rollback.sql failed at statement 2 (line 2)", "rolled back 3_more");
        assertThat(failed.failure().migration()).isEqualTo("2_name");
        assertThat(database.query(COUNTING)).containsExactly("1_init", "2_name");
        assertThat(columns()).containsExactly("id", "name");

        bundle.withRollback("2_name", "ALTER TABLE a DROP COLUMN name;");
        assertRefused(job.rollback("u2", TO_2), Reason.STATE_CHANGED);
        assertRolledBack(job.rollback("u1", TO_2), true);
        assertThat(database.query(COUNTING)).containsExactly("1_init");
    }

    @Test
    void aRowOfThatNameThatAppearsMeanwhileUndoesTheScript() throws IOException {
        bundle.withRollback(
                "3_more",
                "DROP INDEX more; INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('x', '', '3_more')");

        var result = job.rollback("u1", TO_2);

        assertRefused(result, Reason.MIGRATION_FAILED);
        assertThat(result.message()).contains("hidden or fenced");
        assertThat(database.query("SELECT to_regclass('more')")).doesNotContainNull();
    }

    @Test
    void killedHalfWayTheNextRunOfTheSameRequestGoesOn() throws Exception {
        database.run("CREATE TABLE slow (id int)");
        bundle.withRollback(
                "2_name",
                "DO $$ BEGIN IF to_regclass('slow') IS NOT NULL THEN PERFORM pg_sleep(600); END IF; END $$;"
                        + " ALTER TABLE a DROP COLUMN name;");
        var request = job.rollbackRequest("u1", TO_2);
        try (var runner = RunnerProcess.start(folder.resolve("run"), request, PgPrograms.folder())) {
            awaitSleep();
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> sleeping().isEmpty());
        assertThat(database.query(COUNTING)).containsExactly("1_init", "2_name");

        database.run("DROP TABLE slow");
        assertRolledBack(job.rollback("u1", TO_2), true);
        assertThat(database.query(COUNTING)).containsExactly("1_init");
    }

    @Test
    void toldToStopItSaysWhatIsDoneAndLeavesNothingOfTheScript() throws Exception {
        bundle.withRollback("2_name", "ALTER TABLE a DROP COLUMN name; SELECT pg_sleep(600);");
        var request = job.rollbackRequest("u1", TO_2);
        try (var runner = RunnerProcess.start(folder.resolve("run"), request, PgPrograms.folder())) {
            awaitSleep();
            await().atMost(Duration.ofSeconds(60)).until(() -> runner.output().contains("\"reason\":\"RollingBack\""));
            var result = runner.terminate().result();

            assertThat(result.reason()).isEqualTo(Reason.INTERRUPTED);
            assertThat(result.changed()).isTrue();
            assertThat(result.message()).contains("2_name", "rolled back 3_more");
        }
        assertThat(columns()).containsExactly("id", "name");
    }

    @Test
    void whatIsNotAtomicIsRunStatementByStatementWhereThatIsAccepted() throws IOException {
        bundle.withRollback("3_more", "DROP INDEX CONCURRENTLY more; BEGIN; CREATE TABLE b (id int); COMMIT;");

        var result = job.rollback("u1", new Rollback("3_more", "3_more", true, true));

        assertRolledBack(result, true);
        assertThat(database.query(COUNTING)).containsExactly("1_init", "2_name");
        assertThat(database.query("SELECT to_regclass('more')")).containsOnlyNulls();
        assertThat(job.deploy().reason()).isEqualTo(Reason.HELD_AFTER_ROLLBACK);
    }

    @Test
    void whatIsNotAtomicAndFailsLeavesAFailedMigration() throws IOException {
        bundle.withRollback("3_more", "DROP INDEX CONCURRENTLY more; SELECT 1/0;");

        var result = job.rollback("u1", new Rollback("3_more", "3_more", true, true));

        assertThat(result.reason()).isEqualTo(Reason.MIGRATION_FAILED);
        assertThat(result.changed()).isTrue();
        assertThat(result.message()).contains("3_more/rollback.sql failed at statement 2");
        assertThat(database.query("SELECT count(*) FROM _prisma_migrations WHERE migration_name = '3_more'"
                        + " AND finished_at IS NULL AND rolled_back_at IS NULL"))
                .containsExactly("1");
        assertThat(job.deploy().reason()).isEqualTo(Reason.FAILED_MIGRATION_FOUND);
        var again = job.rollback("u1", new Rollback("3_more", "3_more", true, true));
        assertRefused(again, Reason.FAILED_MIGRATION_FOUND);
        assertThat(again.message()).contains("its rollback was begun");
    }

    private void awaitSleep() {
        await().atMost(Duration.ofSeconds(60)).until(() -> !sleeping().isEmpty());
    }

    private List<String> sleeping() {
        return database.query("SELECT pid FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = '"
                + database.name() + "'");
    }

    private List<String> columns() {
        return database.query("SELECT attname FROM pg_attribute WHERE attrelid = 'a'::regclass AND attnum > 0"
                + " AND NOT attisdropped ORDER BY attnum");
    }

    private static void assertRolledBack(RunResult result, boolean changed) {
        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.Succeeded);
        assertThat(result.reason()).isEqualTo(Reason.ROLLED_BACK);
        assertThat(result.changed()).isEqualTo(changed);
    }

    private static void assertRefused(RunResult result, Reason reason) {
        assertThat(result.reason()).as("%s", result).isEqualTo(reason);
        assertThat(result.changed()).isFalse();
    }
}
