package io.dbmigration.e2e.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmigration.api.DatabaseBackup;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** The whole journey with the sample bundle: each test goes on where the one before ended, as a team would. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BaseflyE2E {

    private static final String NINTH = "20260218_add_webhook_event_type_index";
    private static final String TENTH = "20260301_add_note";

    private final Cluster cluster = Cluster.get();
    private Shop shop;
    private TestDatabase database;

    @BeforeAll
    void aDatabaseAndABundle() {
        shop = cluster.shop("basefly");
        database = cluster.database("basefly");
        shop.secret(database.url());
        shop.bundle(TestBundle.basefly());
        shop.migration(shop.usual(""));
    }

    @Test
    @Order(1)
    void nineMigrationsAreAppliedInOrder() {
        var status = shop.awaitApplied(NINTH);

        assertThat(database.applied()).hasSize(9).endsWith(NINTH).isSorted();
        assertThat(Shop.condition(status, "Ready", "status")).isEqualTo("True");
        assertThat(status.counts().applied()).isEqualTo(9);
        assertThat(status.counts().pending()).isZero();
        assertThat(status.bundle().digest()).isEqualTo(TestBundle.basefly().digest());
        assertThat(status.migrations())
                .hasSize(9)
                .allSatisfy(each -> assertThat(each.state()).isEqualTo("Applied"));
    }

    @Test
    @Order(2)
    void aReceiptTellsSizeAndChecksumOfTheBackupTakenFirst() {
        var receipts = cluster.receiptsOf(shop);

        assertThat(receipts).hasSize(1);
        assertThat(receipts.getFirst().getStatus().size()).isPositive();
        assertThat(receipts.getFirst().getStatus().sha256()).matches("[0-9a-f]{64}");
        assertThat(shop.get().getStatus().backup().verified()).hasToString("Decode");
        assertThat(Shop.condition(shop.get().getStatus(), "BackupReady", "status"))
                .isEqualTo("True");
    }

    @Test
    @Order(3)
    void noSecretStandsInTheStatusOrInTheJob() {
        shop.expectNoSecretIn(shop.get().getStatus(), TestDatabase.PASSWORD);
        assertThat(shop.jobs().toString()).doesNotContain(TestDatabase.PASSWORD);
    }

    @Test
    @Order(4)
    void aSecondRunChangesNothingAndTakesNoBackup() {
        var before = shop.get().getStatus().lastRun().number();

        shop.annotate("dbmigration.io/retry-requested", "again");
        shop.await("a second run", status -> status.lastRun().number() > before && "Applied".equals(status.phase()));

        assertThat(database.applied()).hasSize(9);
        assertThat(cluster.receiptsOf(shop))
                .extracting(DatabaseBackup::getMetadata)
                .hasSize(1);
        assertThat(Shop.ready(shop.get().getStatus())).isEqualTo("UpToDate");
    }

    @Test
    @Order(5)
    void aTenthMigrationInTheConfigMapAloneStartsARun() {
        var ten = TestBundle.basefly().with(TENTH, "ALTER TABLE \"Customer\" ADD COLUMN \"note\" TEXT;\n");

        shop.bundle(ten);
        var status = shop.awaitApplied(TENTH);

        assertThat(status.bundle().digest()).isEqualTo(ten.digest());
        assertThat(database.applied()).hasSize(10).endsWith(TENTH);
        assertThat(cluster.receiptsOf(shop)).hasSize(2);
    }

    @Test
    @Order(6)
    void anOlderBundleIsNeverSilentlyReady() {
        shop.bundle(TestBundle.basefly());

        shop.awaitReason("Failed", "BundleOlderThanDatabase");
        assertThat(database.applied()).hasSize(10);
    }

    @Test
    @Order(7)
    void deletingTheResourceRunsNoSqlAndDeletesNoBackup() {
        shop.delete();
        cluster.await("the resource is gone", () -> !shop.exists());

        assertThat(database.applied()).hasSize(10);
        assertThat(cluster.receiptsOf(shop)).hasSize(2);
    }
}
