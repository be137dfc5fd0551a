package io.dbmigration.e2e.prisma;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The document of {@code dbm status -o json}, beside what the engine of Prisma 7.10 says about the same database and bundle. */
final class StatusDocument {

    private static final Map<String, String> HISTORIES = Map.of(
            "upToDate", "UpToDate",
            "databaseIsBehind", "DatabaseIsBehind",
            "migrationsDirectoryIsBehind", "BundleIsBehind",
            "historiesDiverge", "HistoriesDiverge");

    private StatusDocument() {}

    static void compare(Dbm dbm, TestDatabase database, BundleFolder bundle) {
        var engine = PrismaCli.SEVEN.diagnosis(database.url(), bundle);
        if (engine.has("error")) {
            return;
        }
        assertThat(ours(dbm.status(database.url(), bundle)))
                .as("dbm status, beside the engine's diagnosis")
                .isEqualTo(theirs(engine));
    }

    private static Map<String, Object> ours(JsonNode status) {
        return Map.of(
                "hasHistory", status.path("hasHistory").asBoolean(),
                "history", status.path("history").asText(),
                "lastCommon", status.path("lastCommon").asText(),
                "pending", names(status.path("pending")),
                "unknown", names(status.path("unknown")),
                "failed", names(status.path("failed")),
                "edited", names(status.path("edited")));
    }

    private static Map<String, Object> theirs(JsonNode engine) {
        var history = engine.path("history");
        return Map.of(
                "hasHistory", engine.path("hasMigrationsTable").asBoolean(),
                "history", HISTORIES.get(history.path("diagnostic").asText("upToDate")),
                "lastCommon", history.path("lastCommonMigrationName").asText(""),
                "pending", names(history.path("unappliedMigrationNames")),
                "unknown", names(history.path("unpersistedMigrationNames")),
                "failed", names(engine.path("failedMigrationNames")),
                "edited", names(engine.path("editedMigrationNames")));
    }

    private static List<String> names(JsonNode list) {
        var names = new ArrayList<String>();
        list.forEach(name -> names.add(name.asText()));
        return names;
    }
}
