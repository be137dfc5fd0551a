package io.dbmigration.runner.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunRequest.PolicyChoice;
import io.dbmigration.contract.RunRequest.VerificationQuery;
import io.dbmigration.contract.RunResult;
import io.dbmigration.contract.RunResult.Counts;
import io.dbmigration.contract.RunResult.Notice;
import io.dbmigration.contract.RunResult.Outcome;
import io.dbmigration.runner.testing.PgPrograms;
import io.dbmigration.runner.testing.TestBundle;
import io.dbmigration.runner.testing.TestDatabase;
import io.dbmigration.runner.testing.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeployPostgresIT {

    private static final String HISTORY = "SELECT to_regclass('_prisma_migrations')";
    private static final String APPLIED = "SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL"
            + " AND rolled_back_at IS NULL ORDER BY started_at";

    @TempDir
    private Path folder;

    private final TestDatabase database = TestServer.newDatabase();
    private TestBundle bundle;
    private TestDeploy deploy;

    @BeforeEach
    void bundle() throws IOException {
        bundle = TestBundle.in(folder.resolve("bundle"))
                .with("20240101_init", "CREATE TABLE customer (id int PRIMARY KEY, email text UNIQUE);")
                .with("20240102_name", "ALTER TABLE customer ADD COLUMN name text; CREATE INDEX ON customer (name);");
        deploy = new TestDeploy(folder, database.url());
    }

    @Test
    void anEmptyDatabaseGetsABackupAndAllMigrations() {
        var result = deploy.run();

        assertSucceeded(result, Reason.APPLIED);
        assertThat(database.query(APPLIED)).containsExactly("20240101_init", "20240102_name");
        assertThat(result.headMigration()).isEqualTo("20240102_name");
        assertThat(result.counts()).isEqualTo(new Counts(2, 0, 0, 2));
        assertThat(result.bundle().digest()).startsWith("sha256:");
        assertThat(result.database().name()).isEqualTo(database.name());
        assertThat(result.database().timeline()).isEqualTo(1);
        assertThat(result.backup().lsn()).isNotNull();
        assertThat(folder.resolve("backups").resolve(result.backup().path()).resolve("database.dump"))
                .isRegularFile();
    }

    @Test
    void aSecondRunChangesNothingAndTakesNoBackup() throws IOException {
        deploy.run();
        var rows = database.query("SELECT r::text FROM _prisma_migrations AS r");

        var result = deploy.run();

        assertSucceeded(result, Reason.UP_TO_DATE);
        assertThat(result.backup()).isNull();
        assertThat(result.counts()).isEqualTo(new Counts(2, 0, 0, 0));
        assertThat(database.query("SELECT r::text FROM _prisma_migrations AS r"))
                .isEqualTo(rows);
        assertThat(deploy.backups()).hasSize(1);
    }

    @Test
    void theSampleOfTheGuideIsApplied() {
        var sample = Path.of("..", "samples", "basefly", "prisma", "migrations");

        var result = deploy.bundle(sample).run();

        assertSucceeded(result, Reason.APPLIED);
        assertThat(result.counts().appliedNow()).isEqualTo(9);
    }

    @Test
    void withATargetTheRestStaysPending() {
        var result = deploy.target("20240101_init").run();

        assertSucceeded(result, Reason.APPLIED);
        assertThat(database.query(APPLIED)).containsExactly("20240101_init");
        assertThat(result.counts()).isEqualTo(new Counts(1, 0, 0, 1));
    }

    @Test
    void aTargetThatTheBundleLacksIsRefused() {
        assertThat(deploy.target("20990101_never").run().reason()).isEqualTo(Reason.TARGET_NOT_FOUND);
    }

    @Test
    void whatIsAppliedBeyondTheTargetStaysAndIsSaid() {
        deploy.run();

        var result = deploy.target("20240101_init").run();

        assertThat(result.reason()).isEqualTo(Reason.UP_TO_DATE);
        assertThat(result.message()).contains("up to 20240101_init all is applied, and later ones are, too");
        assertThat(result.notices()).extracting(Notice::reason).contains("AppliedBeyondTarget");
    }

    @Test
    void aFailingMigrationLeavesNoTraceAndAFixedBundleGoesOn() throws IOException {
        bundle.with("20240103_bad", "CREATE TABLE trace (id int);\nALTER TABLE customer\n  ADD COLUMN id int;");

        var failed = deploy.run();

        assertThat(failed.outcome()).isEqualTo(Outcome.Failed);
        assertThat(failed.reason()).isEqualTo(Reason.MIGRATION_FAILED);
        assertThat(failed.failure().migration()).isEqualTo("20240103_bad");
        assertThat(failed.failure().statement()).isEqualTo(2);
        assertThat(failed.failure().sqlState()).isEqualTo("42701");
        assertThat(failed.failure().code()).isEqualTo("P3018");
        assertThat(failed.backup()).isNotNull();
        assertThat(failed.counts()).isEqualTo(new Counts(2, 0, 1, 2));
        assertThat(database.query("SELECT to_regclass('trace')")).containsOnlyNulls();

        assertThat(deploy.run().reason()).isEqualTo(Reason.FAILED_MIGRATION_FOUND);

        bundle.with("20240103_bad", "CREATE TABLE trace (id int);");
        assertSucceeded(deploy.run(), Reason.APPLIED);
    }

    @Test
    void aSyntaxErrorInAnyPendingScriptIsFoundBeforeTheFirstIsRun() throws IOException {
        bundle.with("20240103_bad", "CREATE TABLE a (id int);\n\nCREATE TABEL b (id int);");

        var result = deploy.run();

        assertThat(result.reason()).isEqualTo(Reason.SYNTAX_ERROR);
        assertThat(result.failure().line()).isEqualTo(3);
        assertThat(database.query(HISTORY)).containsOnlyNulls();
        assertThat(deploy.backups()).isEmpty();
    }

    @Test
    void aMissingScriptIsFoundBeforeTheFirstIsRun() throws IOException {
        Files.createDirectories(bundle.folder().resolve("20240103_empty"));

        var result = deploy.run();

        assertThat(result.reason()).isEqualTo(Reason.FILE_MISSING);
        assertThat(result.failure().code()).isEqualTo("P3015");
        assertThat(database.query(HISTORY)).containsOnlyNulls();
    }

    @Test
    void aScriptThatIsNotUtf8IsRefusedWhileItIsPendingAndDoesNoHarmOnceApplied() throws IOException {
        var latin1 = "-- caf\u00e9\nSELECT 1;".getBytes(StandardCharsets.ISO_8859_1);
        var script = bundle.folder().resolve("20240103_latin/migration.sql");
        Files.createDirectories(script.getParent());
        Files.write(script, latin1);

        var refused = deploy.run();
        assertThat(refused.reason()).isEqualTo(Reason.BUNDLE_INVALID);
        assertThat(refused.message()).contains("20240103_latin/migration.sql", "not UTF-8", "byte 6");
        assertThat(database.query(HISTORY)).containsOnlyNulls();

        Files.writeString(script, "SELECT 1;");
        assertSucceeded(deploy.run(), Reason.APPLIED);
        Files.write(script, latin1);
        var harmless = deploy.run();
        assertSucceeded(harmless, Reason.UP_TO_DATE);
        assertThat(harmless.notices()).extracting(notice -> notice.reason()).contains("Edited");
    }

    @Test
    void withoutASchemaInTheUrlTheHistoryIsWhereTheRolesSearchPathLeads() throws IOException {
        database.run("CREATE SCHEMA app");
        database.run("ALTER DATABASE " + database.name() + " SET search_path = app, public");

        assertSucceeded(deploy.run(), Reason.APPLIED);
        assertThat(database.query("SELECT to_regclass('app._prisma_migrations')::text"))
                .doesNotContainNull();
        assertSucceeded(deploy.run(), Reason.UP_TO_DATE);

        database.run("ALTER TABLE app._prisma_migrations SET SCHEMA public");
        assertSucceeded(deploy.run(), Reason.UP_TO_DATE);
    }

    @Test
    void withoutAGoodBackupNoStatementIsRun() {
        var result = deploy.storage(folder.resolve("nowhere")).run();

        assertThat(result.reason()).isEqualTo(Reason.STORAGE_UNAVAILABLE);
        assertThat(database.query(APPLIED)).isEmpty();
        assertThat(database.query("SELECT to_regclass('customer')")).containsOnlyNulls();
    }

    @Test
    void withoutABackupAtAllTheReasonIsANotice() {
        var result = deploy.withoutBackup("a copy for tests").run();

        assertSucceeded(result, Reason.APPLIED);
        assertThat(result.backup()).isNull();
        assertThat(result.notices()).contains(new Notice("NoBackup", "No backup was taken: a copy for tests"));
    }

    @Test
    void anExistingDatabaseWithoutHistoryIsRefusedAndByABaselineAdopted() {
        database.run("CREATE TABLE customer (id int PRIMARY KEY, email text UNIQUE)");

        var refused = deploy.run();
        assertThat(refused.reason()).isEqualTo(Reason.SCHEMA_NOT_EMPTY);
        assertThat(refused.message()).contains("customer");
        assertThat(database.query("SELECT to_regclass('_prisma_migrations')")).containsOnlyNulls();

        var adopted = deploy.baseline("20240101_init").run();
        assertSucceeded(adopted, Reason.APPLIED);
        assertThat(adopted.counts()).isEqualTo(new Counts(2, 0, 0, 1));
        assertThat(adopted.notices()).extracting(Notice::reason).contains("Baselined");

        var again = deploy.baseline("20240101_init").run();
        assertSucceeded(again, Reason.UP_TO_DATE);
        assertThat(again.notices()).extracting(Notice::reason).contains("BaselineIgnored");
    }

    @Test
    void aBaselineInAnEmptySchemaIsIgnored() {
        var result = deploy.baseline("20240101_init").run();

        assertSucceeded(result, Reason.APPLIED);
        assertThat(result.counts().appliedNow()).isEqualTo(2);
        assertThat(result.notices()).extracting(Notice::reason).contains("BaselineIgnored");
    }

    @Test
    void aBaselineBehindTheTargetIsRefused() {
        database.run("CREATE TABLE customer (id int)");

        var result = deploy.target("20240101_init").baseline("20240102_name").run();

        assertThat(result.reason()).isEqualTo(Reason.TARGET_NOT_FOUND);
        assertThat(result.message()).contains("spec.baseline.upTo");
    }

    @Test
    void anOlderBundleIsRefusedUnlessThePolicySaysOtherwise() throws IOException {
        deploy.run();
        bundle.without("20240102_name");

        assertThat(deploy.run().reason()).isEqualTo(Reason.BUNDLE_OLDER_THAN_DATABASE);

        var warned = deploy.policy(
                        new PolicyGate(PolicyChoice.Warn, PolicyChoice.Warn, PolicyChoice.Warn, PolicyChoice.Warn))
                .run();
        assertSucceeded(warned, Reason.UP_TO_DATE);
        assertThat(warned.notices()).extracting(Notice::reason).contains("BundleOlderThanDatabase");
    }

    @Test
    void anEditedScriptIsANoticeOrWithBlockARefusal() throws IOException {
        deploy.run();
        bundle.with("20240101_init", "CREATE TABLE other (id int);");

        var warned = deploy.run();
        assertSucceeded(warned, Reason.UP_TO_DATE);
        assertThat(warned.notices()).extracting(Notice::reason).containsExactly("Edited");

        var refused = deploy.policy(
                        new PolicyGate(PolicyChoice.Block, PolicyChoice.Block, PolicyChoice.Block, PolicyChoice.Block))
                .run();
        assertThat(refused.reason()).isEqualTo(Reason.EDITED);
    }

    @Test
    void aLateMigrationIsAppliedWithANoticeOrWithBlockRefused() throws IOException {
        deploy.run();
        bundle.with("20240101_later", "CREATE TABLE later (id int);");
        var block = new PolicyGate(PolicyChoice.Block, PolicyChoice.Warn, PolicyChoice.Warn, PolicyChoice.Block);

        assertThat(deploy.policy(block).run().reason()).isEqualTo(Reason.OUT_OF_ORDER);

        var warned = deploy.policy(PolicyGate.standard()).run();
        assertSucceeded(warned, Reason.APPLIED);
        assertThat(warned.notices()).extracting(Notice::reason).contains("OutOfOrder");
    }

    @Test
    void aFailedRowOfPrismaWaitsForAPerson() {
        deploy.run();
        database.run("INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('1', 'x', '20240103_bad')");

        var result = deploy.run();

        assertThat(result.reason()).isEqualTo(Reason.FAILED_MIGRATION_FOUND);
        assertThat(result.failure().code()).isEqualTo("P3009");
        assertThat(result.message()).contains("20240103_bad");
    }

    @Test
    void theVerificationQueriesAreAskedAlsoWhenNothingIsPending() {
        var right = new VerificationQuery("customers", "SELECT count(*) = 0 FROM customer", "t");
        assertSucceeded(deploy.verification(List.of(right)).run(), Reason.APPLIED);

        var wrong = new VerificationQuery("customers", "SELECT count(*) FROM customer", "7");
        var result = deploy.verification(List.of(right, wrong)).run();
        assertThat(result.reason()).isEqualTo(Reason.VERIFICATION_FAILED);
        assertThat(result.message()).contains("'customers'", "'0'", "'7'");
        assertThat(result.headMigration()).isEqualTo("20240102_name");
    }

    @Test
    void aVerificationQueryCannotWrite() {
        var writing = new VerificationQuery("w", "SELECT 1; COMMIT; DROP TABLE customer", "1");
        var direct = new VerificationQuery("w", "WITH d AS (DELETE FROM customer RETURNING 1) SELECT 1", "1");

        assertThat(deploy.verification(List.of(direct)).run().reason()).isEqualTo(Reason.VERIFICATION_FAILED);
        assertThat(deploy.verification(List.of(writing)).run().outcome()).isEqualTo(Outcome.Failed);
        assertThat(database.query("SELECT to_regclass('customer')::text")).containsExactly("customer");
    }

    @Test
    void whoHoldsTheLockIsNamed() throws Exception {
        try (var other = database.connect();
                var statement = other.createStatement()) {
            statement.execute("SET application_name = 'the other one'; SELECT pg_advisory_lock(72707369)");

            var result = deploy.run();

            assertThat(result.reason()).isEqualTo(Reason.ADVISORY_LOCK_BUSY);
            assertThat(result.message()).contains("the other one");
            assertThat(deploy.progress()).anySatisfy(line -> assertThat(line).contains("the other one"));
        }
    }

    /** Another writer that takes no lock, as a person with psql. */
    @Test
    void whenTheHistoryChangesDuringTheBackupThereIsANewPlanAndANewBackup() throws IOException {
        deploy.programs(whileDumping("INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at)"
                + " VALUES ('by-hand', 'x', '20240102_name', now()) ON CONFLICT DO NOTHING"));

        var result = deploy.run();

        assertSucceeded(result, Reason.APPLIED);
        assertThat(result.counts()).isEqualTo(new Counts(2, 0, 0, 1));
        assertThat(deploy.backups()).hasSize(2);
        assertThat(result.backup().path()).endsWith("run-1-2");
    }

    @Test
    void whenTheLockIsLostDuringTheBackupThereIsANewPlanAndTheBackupHolds() throws IOException {
        deploy.programs(
                whileDumping(
                        "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"
                                + " AND objid = 72707369 AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"));

        var result = deploy.run();

        assertSucceeded(result, Reason.APPLIED);
        assertThat(result.counts().appliedNow()).isEqualTo(2);
        assertThat(deploy.backups()).hasSize(1);
        assertThat(deploy.progress()).anySatisfy(line -> assertThat(line).startsWith("Planning again"));
    }

    private Path whileDumping(String sql) throws IOException {
        return PgPrograms.withPgDump(
                Files.createDirectory(folder.resolve("programs")),
                "\"$real/psql\" -qXAtc \"" + sql + "\" >&2 || exit 1; exec \"$real/pg_dump\" \"$@\"");
    }

    private static void assertSucceeded(RunResult result, Reason reason) {
        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.Succeeded);
        assertThat(result.reason()).isEqualTo(reason);
    }
}
