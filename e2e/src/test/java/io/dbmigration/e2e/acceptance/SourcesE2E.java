package io.dbmigration.e2e.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A bundle is the same wherever it comes from. */
class SourcesE2E {

    private final Cluster cluster = Cluster.get();

    @Test
    void anArchiveInAConfigMapCarriesNamesThatNoKeyCanHold() {
        var shop = shop("archive");
        shop.binary(
                "migrations.tgz",
                Archive.of(
                        "migration_lock.toml", "provider = \"postgresql\"\n",
                        "1 with spaces/migration.sql", "CREATE TABLE from_archive (id int);"));
        shop.migration(shop.usual(""));

        shop.awaitApplied("1 with spaces");

        assertThat(cluster.known("archive").hasTable("from_archive")).isTrue();
    }

    @Test
    void anImageNeedsNoMoreThanTheFolder() {
        var shop = shop("image");
        shop.migration(shop.usual("")
                .replace(
                        "configMap: {name: image}",
                        "image: {reference: \"%s\", path: /prisma/migrations}"
                                .formatted(Kubeconfig.environment("DBMIGRATION_POSTGRES_IMAGE"))));

        var status = shop.awaitApplied("1_from_image");

        assertThat(status.bundle().source()).contains("/prisma/migrations");
        assertThat(cluster.known("image").hasTable("from_image")).isTrue();
    }

    @Test
    void aClaimHoldsTheFolderToo() {
        cluster.writeToClaim(
                "bundles",
                "mkdir -p /claim/app/1_from_claim; echo 'provider = \"postgresql\"' > /claim/app/migration_lock.toml;"
                        + " echo 'CREATE TABLE from_claim (id int);' > /claim/app/1_from_claim/migration.sql");
        var shop = shop("claim");
        shop.migration(shop.usual("")
                .replace("configMap: {name: claim}", "persistentVolumeClaim: {claimName: bundles, path: app}"));

        shop.awaitApplied("1_from_claim");

        assertThat(cluster.known("claim").hasTable("from_claim")).isTrue();
    }

    @Test
    void anImageWhoseFolderIsNotThePinnedBundleIsNeverRun() {
        var shop = shop("pinnedimage");
        shop.migration(shop.usual("")
                .replace(
                        "configMap: {name: pinnedimage}",
                        "image: {reference: \"%s\", path: /prisma/migrations}, digest: sha256:%s"
                                .formatted(Kubeconfig.environment("DBMIGRATION_POSTGRES_IMAGE"), "0".repeat(64))));

        shop.awaitReason("Pending", "BundleIncomplete");

        assertThat(cluster.known("pinnedimage").isUntouched()).isTrue();
    }

    private Shop shop(String name) {
        var shop = cluster.shop(name);
        shop.secret(cluster.database(name).url());
        return shop;
    }
}
