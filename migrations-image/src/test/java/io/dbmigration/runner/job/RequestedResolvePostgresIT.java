package io.dbmigration.runner.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunRequest.Mark;
import io.dbmigration.contract.RunRequest.Resolution;
import io.dbmigration.contract.RunResult;
import io.dbmigration.contract.RunResult.Outcome;
import io.dbmigration.runner.bundle.Checksum;
import io.dbmigration.runner.testing.TestBundle;
import io.dbmigration.runner.testing.TestDatabase;
import io.dbmigration.runner.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RequestedResolvePostgresIT {

    /** Not atomic, so that a row is left for a person. */
    private static final String BAD = "CREATE TABLE half (id int); COMMIT; SELECT 1/0;";

    private static final String STATES = "SELECT migration_name || ' ' || (finished_at IS NOT NULL) || ' '"
            + " || (rolled_back_at IS NOT NULL) FROM _prisma_migrations ORDER BY started_at";

    @TempDir
    private Path folder;

    private final TestDatabase database = TestServer.newDatabase();
    private TestBundle bundle;
    private TestJob job;

    @BeforeEach
    void theSecondMigrationFails() throws IOException {
        bundle = TestBundle.in(folder.resolve("bundle"))
                .with("1_init", "CREATE TABLE a (id int);")
                .with("2_bad", BAD);
        job = new TestJob(folder, database, bundle);
        assertThat(job.deploy().reason()).isEqualTo(Reason.MIGRATION_FAILED);
        assertThat(job.deploy().reason()).isEqualTo(Reason.FAILED_MIGRATION_FOUND);
    }

    @Test
    void asRolledBackTheSameBundleIsHeldUntilRetry() throws IOException {
        assertResolved(job.resolve("u1", rolledBack(false)), true);

        var held = job.deploy();
        assertThat(held.reason()).isEqualTo(Reason.HELD_AFTER_ROLLBACK);
        assertThat(held.message()).contains("2_bad", "MigrationResolution mend", "retry");
        assertThat(held.failure().migration()).isEqualTo("2_bad");
        assertThat(held.counts().pending()).isEqualTo(1);

        database.run("DROP TABLE half");
        assertThat(job.retry("2026-11-28T10:00:00Z").deploy().reason()).isEqualTo(Reason.MIGRATION_FAILED);
    }

    @Test
    void theHoldOutlivesARetryThatWasAskedForBeforeIt() throws IOException {
        assertResolved(job.retry("before").resolve("u1", rolledBack(false)), true);

        assertThat(job.deploy().reason()).isEqualTo(Reason.HELD_AFTER_ROLLBACK);
        assertThat(job.retry(null).deploy().reason()).isEqualTo(Reason.HELD_AFTER_ROLLBACK);
    }

    @Test
    void anotherBundleOrTargetGoesOn() throws IOException {
        assertResolved(job.resolve("u1", rolledBack(false)), true);

        assertThat(job.target("1_init").deploy().reason()).isEqualTo(Reason.UP_TO_DATE);
        bundle.with("2_bad", "SELECT 1;");
        assertThat(job.target(null).deploy().reason()).isEqualTo(Reason.APPLIED);
    }

    @Test
    void anEarlierPendingMigrationWaitsTooWhereALaterOneIsHeld() throws IOException {
        bundle.with("1_later_found", "CREATE TABLE b (id int);");
        assertResolved(job.resolve("u1", rolledBack(false)), true);

        assertThat(job.deploy().reason()).isEqualTo(Reason.HELD_AFTER_ROLLBACK);
        assertThat(database.query("SELECT to_regclass('b')")).containsOnlyNulls();
    }

    @Test
    void withRetryNothingIsHeld() throws IOException {
        assertResolved(job.resolve("u1", rolledBack(true)), true);

        database.run("DROP TABLE half");
        assertThat(job.deploy().reason()).isEqualTo(Reason.MIGRATION_FAILED);
    }

    @ParameterizedTest
    @EnumSource(Mark.class)
    void aSecondEqualRequestChangesNothingAndSaysSo(Mark as) throws IOException {
        var resolution = new Resolution("2_bad", as, null, startedAt(), false);
        assertResolved(job.resolve("u1", resolution), true);
        var rows = database.query("SELECT r::text FROM _prisma_migrations AS r ORDER BY id");

        var second = job.resolve("u2", resolution);

        assertResolved(second, false);
        assertThat(second.message()).contains("nothing was changed");
        assertThat(database.query("SELECT r::text FROM _prisma_migrations AS r ORDER BY id"))
                .isEqualTo(rows);
    }

    @Test
    void asAppliedTheRowsAreAsPrismaWritesThem() throws IOException {
        assertResolved(job.resolve("u1", new Resolution("2_bad", Mark.Applied, null, null, false)), true);

        assertThat(database.query(STATES)).containsExactly("1_init true false", "2_bad false true", "2_bad true false");
        assertThat(database.query("SELECT checksum FROM _prisma_migrations WHERE logs = ''"))
                .containsExactly(Checksum.of(BAD));
        assertThat(job.deploy().reason()).isEqualTo(Reason.UP_TO_DATE);
    }

    @Test
    void whatADeployAppliedIsNotMarkedApplied() throws IOException {
        assertRefused(
                job.resolve("u1", new Resolution("1_init", Mark.Applied, null, null, false)), Reason.ALREADY_APPLIED);
    }

    @Test
    void aMigrationThatTheBundleLostIsMarkedWithTheChecksumOfItsFailedRow() throws IOException {
        bundle.without("2_bad");
        assertResolved(job.resolve("u1", new Resolution("2_bad", Mark.Applied, Checksum.of(BAD), null, false)), true);

        assertThat(database.query("SELECT DISTINCT checksum FROM _prisma_migrations WHERE migration_name = '2_bad'"))
                .containsExactly(Checksum.of(BAD));
        assertRefused(
                job.resolve("u2", new Resolution("3_never", Mark.Applied, null, null, false)),
                Reason.MIGRATION_NOT_FOUND);
    }

    @ParameterizedTest
    @EnumSource(Mark.class)
    void whatIsNotAsThePersonSawItIsRefused(Mark as) throws IOException {
        var before = database.query(STATES);
        assertRefused(
                job.resolve("u1", new Resolution("2_bad", as, Checksum.of("other"), null, false)),
                Reason.STATE_CHANGED);
        assertRefused(
                job.resolve("u2", new Resolution("2_bad", as, null, "2026-01-01T00:00:00Z", false)),
                Reason.STATE_CHANGED);
        assertThat(database.query(STATES)).isEqualTo(before);

        assertResolved(job.resolve("u3", new Resolution("2_bad", as, Checksum.of(BAD), startedAt(), false)), true);
    }

    @Test
    void asRolledBackNeedsNoBundleAndThenHoldsForTheOneThatWasAskedFor() throws IOException {
        var digest = job.deploy().bundle().digest();
        Files.writeString(bundle.folder().resolve("migration_lock.toml"), "provider = \"mysql\"\n");
        assertResolved(job.digest(digest).resolve("u1", rolledBack(false)), true);

        Files.writeString(bundle.folder().resolve("migration_lock.toml"), "provider = \"postgresql\"\n");
        assertThat(job.deploy().reason()).isEqualTo(Reason.HELD_AFTER_ROLLBACK);
    }

    @Test
    void theCodesArePrismas() throws IOException {
        assertRefused(job.resolve("u1", new Resolution("9", Mark.RolledBack, null, null, false)), Reason.NEVER_APPLIED);
        assertRefused(
                job.resolve("u1", new Resolution("1_init", Mark.RolledBack, null, null, false)), Reason.NOT_FAILED);
        database.run("DROP TABLE _prisma_migrations");
        assertRefused(job.resolve("u1", rolledBack(false)), Reason.HISTORY_NOT_FOUND);
    }

    private static Resolution rolledBack(boolean retry) {
        return new Resolution("2_bad", Mark.RolledBack, null, null, retry);
    }

    private String startedAt() {
        return database.query("SELECT to_char(started_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
                        + " FROM _prisma_migrations WHERE migration_name = '2_bad'")
                .getFirst();
    }

    private static void assertResolved(RunResult result, boolean changed) {
        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.Succeeded);
        assertThat(result.reason()).isEqualTo(Reason.RESOLVED);
        assertThat(result.changed()).isEqualTo(changed);
    }

    private static void assertRefused(RunResult result, Reason reason) {
        assertThat(result.reason()).as("%s", result).isEqualTo(reason);
        assertThat(result.changed()).isFalse();
    }
}
