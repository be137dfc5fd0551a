package io.dbmigration.runner.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmigration.contract.Reason;
import io.dbmigration.runner.restore.RestoreStep;
import io.dbmigration.runner.testing.EventTriggers;
import io.dbmigration.runner.testing.TestBundle;
import io.dbmigration.runner.testing.TestConnections;
import io.dbmigration.runner.testing.TestDatabase;
import io.dbmigration.runner.testing.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SwapPostgresIT {

    private static final String ROWS = "SELECT t::text FROM customer t ORDER BY id";

    @TempDir
    private Path folder;

    private final TestDatabase database = TestServer.newDatabase();
    private TestBundle bundle;
    private TestDeploy deploy;
    private TestRestore restore;
    private List<String> before;

    @BeforeEach
    void destroyDataWithTheSecondMigration() throws IOException {
        bundle = TestBundle.in(folder.resolve("bundle"))
                .with(
                        "1_customer",
                        "CREATE TABLE customer (id int PRIMARY KEY, name text);"
                                + " INSERT INTO customer SELECT i, md5(i::text) FROM generate_series(1, 500) AS i;");
        deploy = new TestDeploy(folder, database.url());
        assertThat(deploy.run().reason()).isEqualTo(Reason.APPLIED);
        restore = new TestRestore(folder.resolve("backups"), database.url()).bundle(bundle.folder());
        restore.backup();
        before = database.query(ROWS);
        database.run("COMMENT ON DATABASE " + database.name() + " IS 'the shop''s'");
        bundle.with("2_damage", "UPDATE customer SET name = NULL; CREATE TABLE later (id int);");
        assertThat(deploy.run().reason()).isEqualTo(Reason.APPLIED);
    }

    @Test
    void theDatabaseIsRowByRowAsItWasAndWhatWasThereIsKept() {
        var oid = oid();

        var result = restore.swap(restore.confirmed());

        assertThat(result.reason()).as(result.message()).isEqualTo(Reason.RESTORED);
        assertThat(result.restored().database()).isEqualTo(database.name());
        assertThat(result.restored().oid()).isEqualTo(oid()).isNotEqualTo(oid);
        assertThat(database.query(ROWS)).isEqualTo(before);
        assertThat(database.query("SELECT to_regclass('later')")).containsOnlyNulls();
        assertThat(comment(database.name())).isEqualTo("the shop's");
        var kept = new TestDatabase(result.restored().replaced());
        assertThat(kept.name()).isEqualTo(database.name() + "_before_back-1");
        assertThat(kept.query("SELECT count(*) FROM customer WHERE name IS NULL"))
                .containsExactly("500");
        assertThat(comment(kept.name())).startsWith("the shop's\n").contains("\"replaced\":" + oid);
    }

    @ParameterizedTest
    @EnumSource
    void eventTriggersDoNotActOnTheRestoreButAreThereAfterIt(EventTriggers triggers) {
        triggers.makeIn(database);
        restore.backup("run-1");

        var result = restore.swap(restore.confirmed());

        assertThat(result.reason()).as(result.message()).isEqualTo(Reason.RESTORED);
        assertThat(database.query("SELECT evtname FROM pg_event_trigger")).containsExactly("act");
    }

    @Test
    void thePresentStateIsBackedUpFirst() {
        var result = restore.swap(restore.confirmed());

        assertThat(restore.presentStateIsBackedUp()).isTrue();
        assertThat(result.backup().path()).endsWith("back-1-present");
    }

    @Test
    void theResultTellsTheNewTruth() {
        var result = restore.swap(restore.confirmed());

        assertThat(result.headMigration()).isEqualTo("1_customer");
        assertThat(result.counts().pending()).isEqualTo(1);
        assertThat(result.database().oid()).isEqualTo(oid());
    }

    @Test
    void whatTheRestoreHasUndoneIsHeldBackByARowThatPrismaTakesForRolledBack() {
        var checksum = database.query("SELECT checksum FROM _prisma_migrations WHERE migration_name = '2_damage'");

        restore.mark(text -> text + "\nthe mark").swap(restore.confirmed());

        assertThat(database.query("SELECT checksum FROM _prisma_migrations WHERE migration_name = '2_damage'"
                        + " AND finished_at IS NULL AND started_at = rolled_back_at AND applied_steps_count = 0"
                        + " AND logs LIKE '%the mark'"))
                .isEqualTo(checksum);
        assertThat(database.query("SELECT count(*) FROM _prisma_migrations WHERE migration_name = '1_customer'"))
                .containsExactly("1");
    }

    @Test
    void theNextDeployOfTheSameBundleDoesNotRepeatTheDamage() throws IOException {
        restore.held().swap(restore.confirmed());

        assertThat(deploy.run().reason()).isEqualTo(Reason.HELD_AFTER_ROLLBACK);
        assertThat(database.query(ROWS)).isEqualTo(before);
        bundle.without("2_damage").with("3_better", "CREATE TABLE later (id int);");
        assertThat(deploy.run().reason()).isEqualTo(Reason.APPLIED);
    }

    @Test
    void sessionsOfOthersAreEndedAndComeBackToTheRestoredDatabase() throws SQLException {
        try (var app = database.connect()) {
            var result = restore.swap(restore.confirmed());

            assertThat(result.reason()).as(result.message()).isEqualTo(Reason.RESTORED);
            assertThat(app.isValid(1)).isFalse();
        }
        assertThat(database.query(ROWS)).isEqualTo(before);
    }

    @Test
    void aConfirmationOfAnotherDatabaseChangesNothing() {
        var result = restore.swap("shop/app/" + database.name() + "@1");

        assertThat(result.reason()).isEqualTo(Reason.STATE_CHANGED);
        assertThat(result.message()).contains("@1;", "@" + oid());
        assertUntouched();
    }

    @Test
    void aRequestThatIsRepeatedReportsItsOwnSuccess() {
        var confirmed = restore.confirmed();
        var first = restore.request("one-swap", "back-1").swap(confirmed);

        var second = restore.request("one-swap", "back-2").swap(confirmed);

        assertThat(second.reason()).as(second.message()).isEqualTo(Reason.RESTORED);
        assertThat(second.restored().oid()).isEqualTo(first.restored().oid());
        assertThat(second.restored().replaced()).isEqualTo(first.restored().replaced());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NAMED")
    void whatFailsBehindAStepLeavesThePresentDatabaseOpenAndNothingBesides(RestoreStep step) {
        var confirmed = restore.confirmed();

        var result = restore.steps(done -> {
                    if (done == step) {
                        throw new IllegalStateException("as if something broke");
                    }
                })
                .swap(confirmed);

        assertThat(result.reason()).isEqualTo(Reason.RUNNER_FAILED);
        assertUntouched();
        assertThat(comment(database.name())).isEqualTo("the shop's");
        var again = restore.steps(done -> {}).swap(confirmed);
        assertThat(again.reason()).as(again.message()).isEqualTo(Reason.RESTORED);
        assertThat(database.query(ROWS)).isEqualTo(before);
    }

    @Test
    void aSwapThatWasCutOffWhileTheDatabaseWasClosedIsRepairedByTheNextRunOfAnyKind() {
        closeAsASwapDoes();

        var result = deploy.run();

        assertThat(result.reason()).as(result.message()).isEqualTo(Reason.UP_TO_DATE);
        assertThat(result.notices()).anyMatch(notice -> notice.message().contains("it is open again"));
        assertUntouched();
        assertThat(comment(database.name())).isEqualTo("the shop's");
    }

    @Test
    void aDatabaseThatSomebodyElseClosedStaysClosed() {
        TestServer.run("ALTER DATABASE " + database.name() + " ALLOW_CONNECTIONS false");

        var result = deploy.run();

        assertThat(result.reason()).isEqualTo(Reason.DATABASE_UNREACHABLE);
        assertThat(result.message()).contains("not currently accepting connections");
        assertThat(TestServer.newDatabase()
                        .query("SELECT datallowconn FROM pg_database WHERE datname = '" + database.name() + "'"))
                .containsExactly("f");
    }

    private void closeAsASwapDoes() {
        var note = new io.dbmigration.runner.database.DatabaseNote(
                io.dbmigration.runner.database.DatabaseNote.State.SWAPPING, "r", "run-9", oid(), 1L, "the shop's");
        TestServer.run(io.dbmigration.runner.database.DatabaseSql.close(database.name(), note));
    }

    private void assertUntouched() {
        assertThat(database.query("SELECT count(*) FROM customer WHERE name IS NULL"))
                .containsExactly("500");
        assertThat(database.query(
                        "SELECT datname FROM pg_database WHERE datname LIKE 'dbm\\_restoring%' OR datname LIKE '"
                                + database.name() + "\\_before%'"))
                .isEmpty();
        try (var connections = TestConnections.open(database.url())) {
            assertThat(connections.notices()).noneMatch(notice -> notice.contains("open again"));
        }
    }

    private long oid() {
        return Long.parseLong(database.query("SELECT oid FROM pg_database WHERE datname = current_database()")
                .getFirst());
    }

    private String comment(String name) {
        return database.query(
                        "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = '" + name + "'")
                .getFirst();
    }
}
