package io.dbmigration.e2e.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bad input gets a clear answer, and nothing is lost: each with its phase, its reason and what to do next. */
class BadInputE2E {

    private static final TestBundle GOOD = TestBundle.postgresql().with("1_a", "CREATE TABLE a (id int);");

    private final Cluster cluster = Cluster.get();

    @ParameterizedTest(name = "{0}: {2}, {3}")
    @MethodSource("badInputs")
    void isAnsweredAndNothingIsRun(
            String what, BiConsumer<Shop, TestDatabase> arrangement, String phase, String reason, String says) {
        expectAnswer(what, arrangement, phase, reason, says);
    }

    private void expectAnswer(
            String what, BiConsumer<Shop, TestDatabase> arrangement, String phase, String reason, String says) {
        var name = what.replace(" ", "");
        var shop = cluster.shop(name);
        var database = cluster.database(name);
        shop.secret(database.url());
        shop.bundle(GOOD);
        arrangement.accept(shop, database);
        if (!cluster.exists(shop)) {
            shop.migration(shop.usual(""));
        }

        var status = shop.awaitReason(phase, reason);

        assertThat(Shop.condition(status, "Ready", "message")).contains(says);
        assertThat(Shop.condition(status, "Ready", "status")).isEqualTo("False");
        assertThat(Shop.condition(status, "Stalled", "status")).isEqualTo(phase.equals("Failed") ? "True" : null);
        assertThat(Shop.condition(status, "Reconciling", "status")).isEqualTo(phase.equals("Pending") ? "True" : null);
        assertThat(cluster.receiptsOf(shop)).isEmpty();
        assertThat(database.hasTable("a")).isFalse();
        shop.expectNoSecretIn(status, TestDatabase.PASSWORD);
    }

    static Stream<Arguments> badInputs() {
        return Stream.of(
                bad(
                        "missing secret",
                        (shop, database) -> shop.migration(
                                shop.usual("").replace("{name: missingsecret, key", "{name: nowhere, key")),
                        "Pending",
                        "SecretNotFound",
                        "nowhere"),
                bad(
                        "missing key",
                        (shop, database) -> shop.migration(shop.usual("").replace("key: DATABASE_URL", "key: NOTHING")),
                        "Pending",
                        "SecretKeyNotFound",
                        "NOTHING"),
                bad(
                        "wrong password",
                        (shop, database) -> shop.secret(database.url().replace(TestDatabase.PASSWORD, "wrong")),
                        "Pending",
                        "AuthenticationFailed",
                        "P1000"),
                bad(
                        "unreachable host",
                        (shop, database) -> shop.secret("postgresql://u:p@nowhere.invalid:5432/x"),
                        "Pending",
                        "DatabaseUnreachable",
                        "nowhere.invalid"),
                bad(
                        "missing database",
                        (shop, database) -> shop.secret(database.url() + "_not_there"),
                        "Pending",
                        "DatabaseNotFound",
                        "_not_there"),
                bad(
                        "missing schema",
                        (shop, database) -> shop.secret(database.url() + "?schema=elsewhere"),
                        "Pending",
                        "DatabaseNotFound",
                        "elsewhere"),
                bad(
                        "missing bundle",
                        (shop, database) -> shop.migration(shop.usual("")
                                .replace("configMap: {name: missingbundle}", "configMap: {name: nowhere}")),
                        "Pending",
                        "BundleNotFound",
                        "nowhere"),
                bad(
                        "empty bundle",
                        (shop, database) -> shop.bundle(TestBundle.postgresql()),
                        "Failed",
                        "BundleInvalid",
                        "<migration>.sql"),
                bad(
                        "wrong provider",
                        (shop, database) -> shop.bundle(GOOD.withKey("migration_lock.toml", "provider = \"mysql\"\n")),
                        "Failed",
                        "ProviderMismatch",
                        "P3019"),
                bad(
                        "not utf",
                        (shop, database) -> shop.binary("2_b.sql", "SELECT 'é';".getBytes(StandardCharsets.ISO_8859_1)),
                        "Failed",
                        "BundleInvalid",
                        "UTF-8"),
                bad(
                        "broken archive",
                        (shop, database) -> shop.binary("migrations.tgz", new byte[] {1, 2, 3}),
                        "Failed",
                        "BundleInvalid",
                        "migrations.tgz"),
                bad(
                        "missing script",
                        (shop, database) -> shop.bundle(GOOD.withKey("2_b.rollback.sql", "SELECT 1;")),
                        "Failed",
                        "FileMissing",
                        "2_b"),
                bad(
                        "syntax error",
                        (shop, database) -> shop.bundle(GOOD.with("2_b", "SELECT 1;\n\nCREATE TABEL b ();")),
                        "Failed",
                        "SyntaxError",
                        "line 3"),
                bad(
                        "unknown target",
                        (shop, database) -> shop.migration(shop.usual("target: 9_nothing\n")),
                        "Failed",
                        "TargetNotFound",
                        "9_nothing"),
                bad(
                        "not empty",
                        (shop, database) -> database.execute("CREATE TABLE old (id int)"),
                        "Failed",
                        "SchemaNotEmpty",
                        "P3005"),
                bad(
                        "missing claim",
                        (shop, database) ->
                                shop.migration(shop.usual("").replace("claimName: backups", "claimName: nowhere")),
                        "Pending",
                        "RunnerNotStarted",
                        "nowhere"),
                bad(
                        "behind a pooler",
                        (shop, database) -> shop.secret(database.urlThroughPooler()),
                        "Failed",
                        "PoolerDetected",
                        "pooler"),
                bad(
                        "on a standby",
                        (shop, database) -> shop.secret(database.urlOfStandby()),
                        "Failed",
                        "ReadOnlyServer",
                        "standby"));
    }

    @Test
    void aFullVolumeIsToldWithBothNumbers() {
        assumeTrue(cluster.hasSizedVolumes(), "only the local cluster has volumes of a true size");
        expectAnswer(
                "full volume",
                (shop, database) -> {
                    database.execute("CREATE TABLE old AS SELECT md5(i::text) FROM generate_series(1, 60000) i");
                    database.execute(
                            "CREATE TABLE _prisma_migrations (id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ, migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMPTZ, started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)");
                    shop.migration(shop.usual("").replace("claimName: backups", "claimName: tiny"));
                },
                "Pending",
                "StorageUnavailable",
                "free");
    }

    @Test
    void aPrismaEightFolderIsNamedForWhatItIs() {
        var shop = cluster.shop("prisma8");
        shop.secret(cluster.database("prisma8").url());
        shop.binary("migrations.tgz", Archive.of("20260101_init/migration.json", "{}", "20260101_init/ops.json", "[]"));
        shop.migration(shop.usual(""));

        var status = shop.awaitReason("Failed", "UnsupportedBundle");

        assertThat(Shop.condition(status, "Ready", "message")).contains("Prisma 8");
    }

    @Test
    void anImageThatCannotBePulledBlocksNeitherTheAnswerNorItsCorrection() {
        var shop = cluster.shop("badimage");
        shop.secret(cluster.database("badimage").url());
        var fromConfigMap = shop.usual("");
        shop.migration(fromConfigMap.replace(
                "configMap: {name: badimage}", "image: {reference: localhost/no-such-bundle:1, path: /migrations}"));
        shop.awaitReason("Pending", "RunnerNotStarted");

        shop.bundle(GOOD);
        shop.replace(fromConfigMap);

        shop.awaitApplied("1_a");
    }

    @Test
    void ofTwoResourcesForOneDatabaseTheOlderWorksAndTheOtherSaysSo() {
        var older = cluster.shop("older");
        var database = cluster.database("older");
        older.secret(database.url());
        older.bundle(GOOD);
        older.migration(older.usual(""));
        older.awaitApplied("1_a");

        var newer = cluster.shop("newer");
        newer.secret(database.url());
        newer.bundle(GOOD);
        newer.migration(newer.usual(""));
        var status = newer.awaitReason("Failed", "DuplicateTarget");
        assertThat(Shop.condition(status, "Ready", "message")).contains("older");

        newer.bundle(GOOD.with("2_b", "CREATE TABLE b (id int);"));
        newer.annotate("dbmigration.io/retry-requested", "all the same");
        newer.awaitReason("Failed", "DuplicateTarget");

        assertThat(database.hasTable("b")).isFalse();
        older.delete();
        newer.awaitApplied("2_b");
    }

    private static Arguments bad(
            String what, BiConsumer<Shop, TestDatabase> arrangement, String phase, String reason, String says) {
        return Arguments.of(what, arrangement, phase, reason, says);
    }
}
