package io.dbmigration.e2e.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The sample's second path: a database that was there before, with data and without a history. */
class AdoptionE2E {

    private static final Path SAMPLE = Path.of("..", "samples", "basefly");
    private static final String BASELINE = "20240101_baseline_existing_schema";

    private final Cluster cluster = Cluster.get();

    @Test
    void anExistingDatabaseKeepsItsDataAndGetsTheEightLaterMigrations() throws IOException {
        var shop = cluster.shop("adopted");
        var database = cluster.database("adopted");
        database.execute(Files.readString(SAMPLE.resolve("prisma/migrations/" + BASELINE + "/migration.sql")));
        database.execute(Files.readString(SAMPLE.resolve("seed.sql")));
        var customers = database.value("select count(*) from \"Customer\"");
        shop.secret(database.url());
        shop.bundle(TestBundle.basefly());
        shop.migration(shop.usual("baseline: {upTo: " + BASELINE + "}\n"));

        shop.awaitApplied("20260218_add_webhook_event_type_index");

        assertThat(database.applied()).hasSize(9);
        assertThat(database.query("select migration_name from _prisma_migrations where applied_steps_count = 0"))
                .containsExactly(BASELINE);
        assertThat(database.value("select count(*) from \"Customer\"")).isEqualTo(customers);
        assertThat(cluster.receiptsOf(shop)).hasSize(1);
    }
}
