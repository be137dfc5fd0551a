package io.dbmigration.e2e.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A migration that fails: what is left behind, what is said, and how one goes on. */
class FailingMigrationE2E {

    private final Cluster cluster = Cluster.get();

    @Test
    void leavesNoTraceAndAFixedBundleIsAllItTakesToGoOn() {
        var shop = cluster.shop("failing");
        var database = cluster.database("failing");
        shop.secret(database.url());
        var good = TestBundle.postgresql().with("1_init", "CREATE TABLE a (id int);");
        shop.bundle(good.with(
                "2_broken",
                "CREATE TABLE b (id int);\n\nALTER TABLE missing\n  ADD COLUMN c int;\nCREATE TABLE d (id int);"));
        shop.migration(shop.usual(""));

        var failed = shop.awaitReason("Failed", "MigrationFailed");

        assertThat(failed.failure().migration()).isEqualTo("2_broken");
        assertThat(failed.failure().statement()).isEqualTo(2);
        assertThat(failed.failure().line()).isEqualTo(3);
        assertThat(failed.failure().sqlState()).isEqualTo("42P01");
        assertThat(failed.failure().code()).isEqualTo("P3018");
        assertThat(Shop.condition(failed, "Stalled", "status")).isEqualTo("True");
        assertThat(database.hasTable("b")).isFalse();
        assertThat(database.applied()).containsExactly("1_init");

        shop.bundle(good.with("2_broken", "CREATE TABLE b (id int);"));
        shop.awaitApplied("2_broken");
        assertThat(database.hasTable("b")).isTrue();
    }

    @Test
    void aFailedRowThatPrismaWroteWaitsForAPerson() {
        var shop = cluster.shop("prismafailed");
        var database = cluster.database("prismafailed");
        shop.secret(database.url());
        shop.bundle(TestBundle.postgresql().with("1_init", "CREATE TABLE a (id int);"));
        shop.migration(shop.usual(""));
        shop.awaitApplied("1_init");
        database.execute("""
                INSERT INTO _prisma_migrations (id, checksum, migration_name, logs)
                VALUES ('0b8ae1c9-8d5c-4b6e-9f4a-5a0d3c1b2e3f', 'x', '2_by_prisma', 'A migration failed to apply.')
                """);

        shop.annotate("dbmigration.io/retry-requested", "look");
        var status = shop.awaitReason("Failed", "FailedMigrationFound");

        assertThat(Shop.condition(status, "Stalled", "status")).isEqualTo("True");
        assertThat(Shop.condition(status, "Ready", "message"))
                .contains("2_by_prisma")
                .contains("P3009");
    }

    @Test
    void aScriptThatCannotBeAtomicAndFailsHalfWayWaitsForAPerson() {
        var shop = cluster.shop("halfway");
        var database = cluster.database("halfway");
        shop.secret(database.url());
        var bundle = TestBundle.postgresql()
                .with("1_init", "CREATE TABLE a (id int);")
                .with(
                        "2_concurrent",
                        "CREATE INDEX CONCURRENTLY a_id ON a (id);\nCREATE INDEX CONCURRENTLY a_no ON a (nothing);");
        shop.bundle(bundle);
        shop.migration(shop.usual(""));
        var failed = shop.awaitReason("Failed", "MigrationFailed");
        assertThat(failed.failure().statement()).isEqualTo(2);

        shop.bundle(bundle.with("2_concurrent", "SELECT 1;"));
        shop.awaitReason("Failed", "FailedMigrationFound");

        assertThat(database.applied()).containsExactly("1_init");
    }
}
