package io.dbmigration.operator.status;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dbmigration.api.ConditionType;
import io.dbmigration.contract.Phase;
import io.dbmigration.contract.Reason;
import io.dbmigration.operator.testing.Story;
import io.fabric8.kubernetes.api.model.Condition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The statuses that e2e/gitops shows to Argo CD's Lua and to kstatus, with what both have to make of them: one for each reason in each
 * phase that it can have. `make docs` writes them again.
 */
class HealthFixturesTest {

    private static final Path FILE = Path.of("..", "e2e", "gitops", "fixtures.jsonl");

    private static final ObjectMapper MAPPER =
            new ObjectMapper().configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true);

    private static final List<String> REQUESTS =
            List.of("DatabaseBackup", "MigrationResolution", "MigrationRollback", "DatabaseRestore");

    private static final String MESSAGE = "What happened. What to do.";

    @Test
    void areWhatTheOperatorWrites() throws IOException {
        var fixtures = Stream.of(reasons(), suspended(), notLookedAt(), requests())
                .flatMap(each -> each)
                .map(Fixture::line)
                .collect(joining("\n", "", "\n"));

        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(FILE, fixtures);
        }

        assertThat(FILE).as("run `make docs`").hasContent(fixtures);
    }

    private static Stream<Fixture> reasons() {
        return Arrays.stream(Reason.values())
                .filter(reason -> reason != Reason.SUSPENDED)
                .flatMap(HealthFixturesTest::phasesOf);
    }

    private static Stream<Fixture> phasesOf(Reason reason) {
        var first = told(reason, reason.phase());
        return reason.retry().failsAt() == 0 ? Stream.of(first) : Stream.of(first, told(reason, Phase.FAILED));
    }

    private static Fixture told(Reason reason, Phase phase) {
        var verdict = new Verdict(phase, reason, MESSAGE, isGood(phase));
        return new Fixture(reason.text() + ", " + phase.text(), argo(phase), kstatus(phase), migration("", 1, verdict));
    }

    private static Stream<Fixture> suspended() {
        var ready = new Verdict(Phase.SUSPENDED, Reason.APPLIED, MESSAGE, true);
        var held = new Verdict(Phase.SUSPENDED, Reason.SUSPENDED, MESSAGE, false);
        var running = new Verdict(Phase.RUNNING, Reason.APPLYING, MESSAGE, false);
        return Stream.of(
                new Fixture("suspended, up to date", "Suspended", "Current", migration("suspend: true", 2, ready)),
                new Fixture("suspended, behind", "Suspended", "InProgress", migration("suspend: true", 2, held)),
                new Fixture(
                        "suspended, a run ends first",
                        "Progressing",
                        "InProgress",
                        migration("suspend: true", 2, running)));
    }

    /** What was said about an earlier spec counts for nothing, neither good nor bad. */
    private static Stream<Fixture> notLookedAt() {
        return Stream.of(
                        new Verdict(Phase.APPLIED, Reason.APPLIED, MESSAGE, true),
                        new Verdict(Phase.FAILED, Reason.MIGRATION_FAILED, MESSAGE, false),
                        new Verdict(Phase.SUSPENDED, Reason.APPLIED, MESSAGE, true))
                .map(verdict -> {
                    var migration = migration("", 1, verdict);
                    migration.withObject("/metadata").put("generation", 2);
                    return new Fixture(
                            "an earlier spec, " + verdict.phase().text(), "Progressing", "InProgress", migration);
                });
    }

    private static Stream<Fixture> requests() {
        return Stream.concat(Stream.of("DatabaseMigration"), REQUESTS.stream())
                .flatMap(kind -> Stream.of(
                        new Fixture(kind + ", created", "Progressing", "InProgress", object(kind, 1, -1, List.of())),
                        request(kind, Phase.PENDING, Reason.QUEUED),
                        request(kind, Phase.RUNNING, Reason.STARTING),
                        request(kind, Phase.APPLIED, Reason.RESTORED),
                        request(kind, Phase.FAILED, Reason.STATE_CHANGED)));
    }

    private static Fixture request(String kind, Phase phase, Reason reason) {
        var conditions = new Conditions(null, 1L, new Story().clock.instant())
                .add(ConditionType.READY, isGood(phase), reason, MESSAGE);
        if (phase == Phase.FAILED) {
            conditions.add(ConditionType.STALLED, true, reason, MESSAGE);
        } else if (!isGood(phase)) {
            conditions.add(ConditionType.RECONCILING, true, reason, MESSAGE);
        }
        return new Fixture(
                kind + ", " + phase.text(), argo(phase), kstatus(phase), object(kind, 1, 1, conditions.all()));
    }

    private static ObjectNode migration(String specPatch, long generation, Verdict verdict) {
        var story = new Story();
        if (!specPatch.isEmpty()) {
            story.edit(specPatch);
        }
        story.pass();
        var migration =
                object("DatabaseMigration", generation, generation, ConditionFactory.conditionsOf(story.seen, verdict));
        migration.withObject("/status").put("phase", verdict.phase().text());
        return migration;
    }

    private static ObjectNode object(String kind, long generation, long observed, List<Condition> conditions) {
        var object = MAPPER.createObjectNode()
                .put("apiVersion", "dbmigration.io/v1beta1")
                .put("kind", kind);
        object.withObject("/metadata")
                .put("name", "basefly")
                .put("namespace", "shop")
                .put("generation", generation);
        var status = object.withObject("/status").put("observedGeneration", observed);
        if (!conditions.isEmpty()) {
            status.set("conditions", MAPPER.valueToTree(new ArrayList<>(conditions)));
        }
        return object;
    }

    private static boolean isGood(Phase phase) {
        return phase == Phase.APPLIED || phase == Phase.RESOLVED;
    }

    private static String argo(Phase phase) {
        return switch (phase) {
            case PENDING, RUNNING -> "Progressing";
            case APPLIED, RESOLVED -> "Healthy";
            case FAILED -> "Degraded";
            case SUSPENDED -> "Suspended";
        };
    }

    private static String kstatus(Phase phase) {
        return switch (phase) {
            case PENDING, RUNNING, SUSPENDED -> "InProgress";
            case APPLIED, RESOLVED -> "Current";
            case FAILED -> "Failed";
        };
    }

    /** @param object as `kubectl get -o json` gives it */
    private record Fixture(String name, String argo, String kstatus, JsonNode object) {

        String line() {
            return MAPPER.createObjectNode()
                    .put("name", name)
                    .put("argo", argo)
                    .put("kstatus", kstatus)
                    .set("object", object)
                    .toString();
        }
    }
}
