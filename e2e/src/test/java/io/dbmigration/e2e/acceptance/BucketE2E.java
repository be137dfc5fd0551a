package io.dbmigration.e2e.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Backups in a bucket of a real S3 server, there and back. */
class BucketE2E {

    private static final TestBundle GOOD = TestBundle.postgresql()
            .with("1_customer", "CREATE TABLE customer (id int PRIMARY KEY, name text);")
            .with("2_rows", "INSERT INTO customer SELECT i, md5(i::text) FROM generate_series(1, 1000) AS i;");
    private static final TestBundle DAMAGE = GOOD.with("3_damage", "UPDATE customer SET name = NULL;");

    private final Cluster cluster = Cluster.get();
    private final TestBucket bucket = cluster.bucket();

    @Test
    void aBackupInABucketComesBackInPlaceAndAlsoWhenItsReceiptsAreLost() {
        var shop = cluster.shop("bucket");
        var database = cluster.database("bucket");
        cluster.mayCreateDatabases(database);
        shop.secret(database.url());
        shop.bundle(GOOD);
        shop.migration(shop.usualWithStorage(bucket.storage("bucket-keys")));
        shop.awaitApplied("2_rows");
        var before = Rows.of(database);
        shop.bundle(DAMAGE);
        var damaged = shop.awaitApplied("3_damage");
        assertThat(damaged.backup().location()).startsWith("s3://backups/of/the/team/");

        var swap = shop.restore("bucket-back", """
                backupRef: {name: %s}
                mode: Swap
                confirm: %s/%s/%s@%s
                """.formatted(
                        damaged.backup().name(),
                        shop.namespace(),
                        shop.name(),
                        database.name(),
                        damaged.database().oid()));
        assertThat(swap.awaitEnd()).isEqualTo("Restored");
        assertThat(Rows.of(database)).isEqualTo(before);

        cluster.forgetReceiptsOf(shop);
        shop.annotate("dbmigration.io/rebuild-receipts", "now");
        var location = damaged.backup().location();
        cluster.await(
                "the receipt of " + location, () -> receiptOf(shop, location).isPresent());
        var copy = shop.restore(
                "bucket-copy", """
                backupRef: {name: %s}
                newDatabaseName: bucket_copy
                """.formatted(receiptOf(shop, location).orElseThrow()));
        assertThat(copy.awaitEnd()).isEqualTo("Restored");
        assertThat(Rows.of(database.inDatabase("bucket_copy"))).isEqualTo(before);
    }

    @Test
    void aBucketThatRefusesStopsTheRunBeforeTheFirstStatement() {
        var shop = cluster.shop("refusedbucket");
        var database = cluster.database("refusedbucket");
        database.execute("CREATE TABLE here (id int)");
        shop.secret(database.url());
        shop.secret("wrong-keys", Map.of("accessKeyId", TestBucket.ACCESS_KEY, "secretAccessKey", "not-the-key"));
        shop.bundle(TestBundle.postgresql().with("1_customer", "CREATE TABLE customer (id int);"));
        shop.migration(shop.usualWithStorage(bucket.storage("wrong-keys")) + "baseline: {upTo: 1_customer}\n");
        shop.awaitApplied("1_customer");
        shop.bundle(TestBundle.postgresql()
                .with("1_customer", "CREATE TABLE customer (id int);")
                .with("2_more", "CREATE TABLE more (id int);"));

        var status = shop.awaitReason("Pending", "StorageUnavailable");

        assertThat(Shop.condition(status, "Ready", "message"))
                .contains("SignatureDoesNotMatch", "No statement was run");
        shop.expectNoSecretIn(status, "not-the-key");
        assertThat(database.query("SELECT relname FROM pg_class WHERE relname = 'more'"))
                .isEmpty();
    }

    /** The receipt a rebuild made for {@code location}: it makes one after the other. */
    private Optional<String> receiptOf(Shop shop, String location) {
        return cluster.receiptsOf(shop).stream()
                .filter(receipt -> receipt.getSpec().found() != null)
                .filter(receipt -> location.endsWith(receipt.getSpec().found().path()))
                .map(receipt -> receipt.getMetadata().getName())
                .findFirst();
    }
}
