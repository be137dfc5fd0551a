package io.dbmigration.e2e.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** An evening with kubectl dbm: each test goes on where the one before ended. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PluginE2E {

    private static final TestBundle GOOD = TestBundle.postgresql()
            .with("1_shop", "CREATE TABLE shop (id int);")
            .withKey("1_shop.rollback.sql", "DROP TABLE shop;")
            .with("2_note", "ALTER TABLE shop ADD COLUMN note text;")
            .withKey("2_note.rollback.sql", "ALTER TABLE shop DROP COLUMN note;");
    private static final TestBundle BROKEN = GOOD.with("3_broken", "SELECT 1;\nSELECT missing FROM shop;");

    private final Cluster cluster = Cluster.get();
    private final Plugin plugin = cluster.plugin();
    private Shop shop;
    private TestDatabase database;

    @BeforeAll
    void aDatabaseAndABundle() {
        shop = cluster.shop("plugin");
        database = cluster.database("plugin");
        cluster.mayCreateDatabases(database);
        shop.secret(database.url());
        shop.bundle(GOOD);
        shop.migration(shop.usual(""));
    }

    @Test
    @Order(1)
    void waitEndsWith0OnceItIsApplied() {
        var said = plugin.dbm("wait", "plugin", "--timeout=4m");

        assertThat(said.status()).as(said.text()).isZero();
        assertThat(database.applied()).containsExactly("1_shop", "2_note");
        assertThat(plugin.dbm("status").text()).contains("plugin", "Applied", "2_note");
    }

    @Test
    @Order(2)
    void waitEndsWith1OnAFailureAndStatusSaysWhere() {
        shop.bundle(BROKEN);
        shop.awaitReason("Failed", "MigrationFailed");

        var said = plugin.dbm("wait", "plugin");
        var status = plugin.dbm("status", "plugin");

        assertThat(said.status()).isEqualTo(1);
        assertThat(said.text()).contains("MigrationFailed", "3_broken");
        assertThat(status.status()).as(status.text()).isZero();
        assertThat(status.text()).contains("3_broken, statement 2, line 2, SQLSTATE 42703", "2 applied");
    }

    @Test
    @Order(3)
    void aBackupIsTakenOnDemandAndListed() {
        shop.bundle(GOOD);
        shop.awaitApplied("2_note");

        var said = plugin.dbm("backup", "plugin", "--timeout=4m");

        assertThat(said.status()).as(said.text()).isZero();
        assertThat(plugin.dbm("status", "plugin").text()).contains(receipt(said));
    }

    @Test
    @Order(4)
    void aRollbackIsOnlyMadeOnceSomebodySaysYes() {
        var asked = plugin.dbm("rollback", "plugin", "2_note", "--reason=the export breaks", "--accept-data-loss");

        assertThat(asked.status()).isEqualTo(2);
        assertThat(asked.text()).contains("2_note", "--yes");
        assertThat(database.applied()).containsExactly("1_shop", "2_note");

        var said = plugin.dbm(
                "rollback",
                "plugin",
                "2_note",
                "--reason=the export breaks",
                "--accept-data-loss",
                "--yes",
                "--timeout=4m");

        assertThat(said.status()).as(said.text()).isZero();
        assertThat(database.applied()).containsExactly("1_shop");
    }

    @Test
    @Order(5)
    void whatWasRolledBackIsHeldUntilARetry() {
        shop.awaitReason("Failed", "HeldAfterRollback");
        assertThat(plugin.dbm("wait", "plugin").status()).isEqualTo(1);

        var said = plugin.dbm("retry", "plugin", "--wait", "--timeout=4m");

        assertThat(said.status()).as(said.text()).isZero();
        assertThat(database.applied()).containsExactly("1_shop", "2_note");
    }

    @Test
    @Order(6)
    void aRefusedResolutionEndsWith1AndPrismasCode() {
        var said = plugin.dbm("resolve", "plugin", "--rolled-back=2_note", "--yes", "--timeout=4m");

        assertThat(said.status()).as(said.text()).isEqualTo(1);
        assertThat(said.text()).contains("NotFailed", "P3012");
        assertThat(database.applied()).containsExactly("1_shop", "2_note");
    }

    @Test
    @Order(7)
    void aBackupBecomesANewDatabaseBesideTheRunningOne() {
        var receipt = receipt(plugin.dbm("backup", "plugin", "--timeout=4m"));

        var said = plugin.dbm("restore", receipt, "--new-database=plugin_copy", "--timeout=4m");

        assertThat(said.status()).as(said.text()).isZero();
        assertThat(database.query("SELECT datname FROM pg_database WHERE datname LIKE 'plugin%' ORDER BY 1"))
                .containsExactly("plugin", "plugin_copy");
    }

    @Test
    @Order(8)
    void suspendStopsDeploysAndResumeGoesOn() {
        assertThat(plugin.dbm("suspend", "plugin").status()).isZero();
        shop.await("suspended", status -> "Suspended".equals(status.phase()));

        assertThat(plugin.dbm("resume", "plugin").status()).isZero();
        var said = plugin.dbm("wait", "plugin", "--timeout=4m");

        assertThat(said.status()).as(said.text()).isZero();
    }

    /** Its first line tells what was created. */
    private static String receipt(Plugin.Said said) {
        assertThat(said.text()).startsWith("databasebackup.dbmigration.io/");
        return said.text().substring(said.text().indexOf('/') + 1, said.text().indexOf(' '));
    }
}
