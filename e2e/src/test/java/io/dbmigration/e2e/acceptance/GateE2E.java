package io.dbmigration.e2e.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmigration.api.DatabaseMigration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What a pipeline waits for is never true too early. */
class GateE2E {

    private static final TestBundle OLD = TestBundle.postgresql().with("1_old", "CREATE TABLE old (id int);");
    private static final TestBundle NEW = OLD.with("2_new", "SELECT pg_sleep(2); CREATE TABLE new (id int);");

    private final Cluster cluster = Cluster.get();

    @Test
    void afterAPinnedDigestReadyMeansThisBundleWithoutAGap() {
        var shop = applied("pinned");
        List<DatabaseMigration> seen = new CopyOnWriteArrayList<>();

        try (var watch = shop.watch(seen::add)) {
            shop.migration(shop.usual("")
                    .replace(
                            "bundle: {configMap: {name: pinned}}",
                            "bundle: {configMap: {name: pinned}, digest: \"" + NEW.digest() + "\"}"));
            shop.awaitReason("Pending", "BundleIncomplete");
            shop.bundle(NEW);
            cluster.kubectl("wait", "databasemigration/pinned", "--for=condition=Ready", "--timeout=3m");
        }

        assertThat(cluster.known("pinned").hasTable("new")).isTrue();
        assertThat(seen).isNotEmpty().noneMatch(GateE2E::liesAboutTheNewBundle);
    }

    @Test
    void afterAnEditOfTheConfigMapAloneTheHeadMigrationGates() {
        var shop = applied("edited");

        shop.bundle(NEW);
        cluster.kubectl(
                "wait", "databasemigration/edited", "--for=jsonpath={.status.headMigration}=2_new", "--timeout=3m");

        assertThat(cluster.known("edited").hasTable("new")).isTrue();
        shop.awaitApplied("2_new");
    }

    /** What `kubectl wait --for=condition=Ready` would take for true, while the status speaks of the old bundle. */
    private static boolean liesAboutTheNewBundle(DatabaseMigration migration) {
        var status = migration.getStatus();
        return migration.getMetadata().getGeneration() > 1
                && migration.getMetadata().getGeneration().equals(status.observedGeneration())
                && "True".equals(Shop.condition(status, "Ready", "status"))
                && !NEW.digest().equals(status.bundle().digest());
    }

    private Shop applied(String name) {
        var shop = cluster.shop(name);
        shop.secret(cluster.database(name).url());
        shop.bundle(OLD);
        shop.migration(shop.usual(""));
        shop.awaitApplied("1_old");
        return shop;
    }
}
