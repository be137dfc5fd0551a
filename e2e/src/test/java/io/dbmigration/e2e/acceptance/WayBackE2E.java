package io.dbmigration.e2e.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmigration.contract.BundleLayout;
import io.dbmigration.e2e.prisma.RealPrisma;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The sample with its seed data, and an eleventh migration that destroys some of it: three ways back, each compared row by row with
 * before. The real Prisma CLI has to agree with the history after each.
 */
class WayBackE2E {

    private static final String TENTH = "20260301_add_note";
    private static final String ELEVENTH = "20260302_forget_sessions";
    private static final TestBundle TEN = TestBundle.basefly()
            .with(TENTH, "ALTER TABLE \"Customer\" ADD COLUMN \"note\" TEXT;\n")
            .withKey(TENTH + ".rollback.sql", "ALTER TABLE \"Customer\" DROP COLUMN \"note\";\n");

    /** Keeps a copy, so that its rollback can bring the rows back. */
    private static final TestBundle ELEVEN = TEN.with(ELEVENTH, """
                    CREATE TABLE "ForgottenSession" AS SELECT * FROM "Session";
                    DELETE FROM "Session";
                    """).withKey(ELEVENTH + ".rollback.sql", """
                    INSERT INTO "Session" SELECT * FROM "ForgottenSession";
                    DROP TABLE "ForgottenSession";
                    """);

    private final Cluster cluster = Cluster.get();

    @TempDir
    private Path folder;

    @Test
    void aRollbackRunsTheReverseScriptAndHoldsThere() {
        var shop = seeded("rolledback");
        var database = cluster.known("rolledback");
        var before = Rows.of(database);
        shop.bundle(ELEVEN);
        shop.awaitApplied(ELEVENTH);
        assertThat(Rows.of(database)).isNotEqualTo(before);

        var refused = shop.request("MigrationRollback", "careless", """
                from: %1$s
                migration: %1$s
                reason: sessions are gone
                """.formatted(ELEVENTH));
        assertThat(refused.awaitEnd()).isEqualTo("DataLossNotAccepted");
        assertThat(Shop.ready(shop.get().getStatus())).isEqualTo("Applied");

        var accepted = shop.request("MigrationRollback", "careful", """
                from: %1$s
                migration: %1$s
                reason: sessions are gone
                acceptDataLoss: true
                """.formatted(ELEVENTH));
        assertThat(accepted.awaitEnd()).isEqualTo("RolledBack");

        shop.awaitReason("Failed", "HeldAfterRollback");
        assertThat(Rows.of(database)).isEqualTo(before);
        assertThat(database.applied()).hasSize(10).endsWith(TENTH);
        assertThat(prismaStatus(database, ELEVEN))
                .contains("have not yet been applied")
                .contains(ELEVENTH);

        shop.bundle(TEN);
        shop.awaitApplied(TENTH);
        assertThat(prismaStatus(database, TEN)).contains("up to date");
    }

    @Test
    void aSwapBringsTheBackupBackAndTheNextDeployDoesNotRepeatTheDamage() {
        var shop = seeded("swapped");
        var database = cluster.known("swapped");
        var before = Rows.of(database);
        shop.bundle(ELEVEN);
        var status = shop.awaitApplied(ELEVENTH);
        cluster.mayCreateDatabases(database);

        var restore = """
                backupRef: {name: %s}
                mode: Swap
                confirm: %s/%s/%s@%%s
                """.formatted(status.backup().name(), shop.namespace(), shop.name(), database.name());
        var wrong = shop.restore("wrong", restore.formatted("1"));
        assertThat(wrong.awaitEnd()).isEqualTo("StateChanged");
        var right =
                shop.restore("right", restore.formatted(status.database().oid().toString()));
        assertThat(right.awaitEnd()).isEqualTo("Restored");

        shop.awaitReason("Failed", "HeldAfterRollback");
        assertThat(Rows.of(database)).isEqualTo(before);
        assertThat(database.applied()).hasSize(10).endsWith(TENTH);
        assertThat(prismaStatus(database, ELEVEN))
                .contains("have not yet been applied")
                .contains(ELEVENTH);

        shop.annotate("dbmigration.io/retry-requested", "I mean it");
        shop.awaitApplied(ELEVENTH);
        assertThat(prismaStatus(database, ELEVEN)).contains("up to date");
    }

    @Test
    void aResolutionGoesOnFromWhatAPersonHasMended() {
        var shop = seeded("resolved");
        var database = cluster.known("resolved");
        var before = Rows.of(database);
        database.execute("CREATE TABLE \"Kept\" AS SELECT * FROM \"Session\"");
        var halfWay = TEN.with(ELEVENTH, """
                CREATE INDEX CONCURRENTLY "Session_expires" ON "Session" ("expires");
                DELETE FROM "Session";
                SELECT 1/0;
                """);
        shop.bundle(halfWay);
        shop.awaitReason("Failed", "MigrationFailed");
        database.execute("INSERT INTO \"Session\" SELECT * FROM \"Kept\"");
        database.execute("DROP TABLE \"Kept\"");
        database.execute("DROP INDEX \"Session_expires\"");

        var resolution = shop.request("MigrationResolution", "mended", """
                migration: %s
                as: RolledBack
                reason: the rows are back, the index is gone
                """.formatted(ELEVENTH));
        assertThat(resolution.awaitEnd()).isEqualTo("Resolved");
        shop.awaitReason("Failed", "HeldAfterRollback");
        assertThat(Rows.of(database)).isEqualTo(before);
        assertThat(prismaStatus(database, halfWay))
                .contains("have not yet been applied")
                .contains(ELEVENTH);

        shop.bundle(TEN.with(ELEVENTH, "SELECT 1;"));
        shop.awaitApplied(ELEVENTH);
        assertThat(Rows.of(database)).isEqualTo(before);
    }

    @Test
    void whatAPersonMarksAsAppliedIsResolved() {
        var shop = cluster.shop("markedapplied");
        var database = cluster.database("markedapplied");
        shop.secret(database.url());
        var bundle = TestBundle.postgresql()
                .with("1_init", "CREATE TABLE a (id int);")
                .with(
                        "2_index",
                        "CREATE INDEX CONCURRENTLY a_id ON a (id);\nCREATE INDEX CONCURRENTLY a_no ON a (nothing);");
        shop.bundle(bundle);
        shop.migration(shop.usual(""));
        shop.awaitReason("Failed", "MigrationFailed");

        shop.request("MigrationResolution", "markedapplied-done", """
                migration: 2_index
                as: Applied
                reason: the second index is not needed
                """).awaitEnd();
        var status = shop.await("Resolved", present -> "Resolved".equals(present.phase()));

        assertThat(Shop.condition(status, "Ready", "status")).isEqualTo("True");
        assertThat(database.applied()).containsExactly("1_init", "2_index");
    }

    @Test
    void aBackupOnDemandRestoresIntoANewDatabaseBesideTheRunningOne() {
        var shop = seeded("beside");
        var database = cluster.known("beside");
        cluster.mayCreateDatabases(database);
        var backup = shop.request("DatabaseBackup", "beside-now", "onDemand: {}\n");
        assertThat(backup.awaitEnd()).isEqualTo("Decode");
        var before = Rows.of(database);
        database.execute("DELETE FROM \"Session\"");

        var restore = shop.restore("beside-again", """
                backupRef: {name: beside-now}
                newDatabaseName: beside_again
                """);
        assertThat(restore.awaitEnd()).isEqualTo("Restored");

        assertThat(Rows.of(database.inDatabase("beside_again"))).isEqualTo(before);
        assertThat(database.value("SELECT count(*) FROM \"Session\"")).isEqualTo("0");
    }

    /** Ten migrations and the sample's rows. */
    private Shop seeded(String name) {
        var shop = cluster.shop(name);
        var database = cluster.database(name);
        shop.secret(database.url());
        shop.bundle(TestBundle.basefly());
        shop.migration(shop.usual(""));
        shop.awaitApplied("20260218_add_webhook_event_type_index");
        database.execute(read(Path.of("..", "samples", "basefly", "seed.sql")));
        shop.bundle(TEN);
        shop.awaitApplied(TENTH);
        return shop;
    }

    private String prismaStatus(TestDatabase database, TestBundle bundle) {
        var files = new TreeMap<String, String>();
        bundle.keys()
                .forEach((key, content) -> BundleLayout.pathOfKey(key).ifPresent(path -> files.put(path, content)));
        return RealPrisma.status(database.urlFromOutside(), folder.resolve(Integer.toString(files.hashCode())), files);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
