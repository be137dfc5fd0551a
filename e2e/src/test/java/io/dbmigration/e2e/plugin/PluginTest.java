package io.dbmigration.e2e.plugin;

import static io.dbmigration.e2e.plugin.PlayedKubectl.state;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What kubectl-dbm asks of kubectl, and how it ends; that the real kubectl agrees is for PluginE2E. */
class PluginTest {

    private static final String READY = state(1, 1, 3, Map.of("Ready", "True"), "Applied");
    private static final String STALLED =
            state(1, 1, 3, Map.of("Ready", "False", "Stalled", "True"), "MigrationFailed");
    private static final String WORKING = state(1, 1, 3, Map.of("Ready", "False"), "Applying");
    private static final String HISTORY = "Applied 1_a\nApplied 2 \"b\" \\ c\nApplied 3_d\nPending 4_e\n";

    @TempDir
    private Path folder;

    private PlayedKubectl kubectl;

    @BeforeEach
    void play() throws IOException {
        kubectl = new PlayedKubectl(folder);
    }

    // --- wait ---

    @Test
    void waitEndsWith0OnceItIsReady() throws Exception {
        kubectl.answers("get", WORKING, WORKING, READY);

        var said = kubectl.dbm("wait", "basefly");

        assertThat(said.status()).isZero();
        assertThat(said.out()).contains("basefly: Applied: The message of Applied.");
    }

    @Test
    void waitEndsWith1AndTheReasonOnceItIsStalled() throws Exception {
        kubectl.answers("get", WORKING, STALLED);

        var said = kubectl.dbm("wait", "basefly");

        assertThat(said.status()).isEqualTo(1);
        assertThat(said.err()).contains("MigrationFailed: The message of MigrationFailed.");
    }

    @Test
    void waitEndsWith2WhenTheTimeIsOver() throws Exception {
        kubectl.answers("get", WORKING);

        var said = kubectl.dbm("wait", "basefly", "--timeout", "1m30s");

        assertThat(said.status()).isEqualTo(2);
        assertThat(said.err()).contains("Applying: The message of Applying.").contains("Not done after 1m30s");
    }

    @Test
    void waitBelievesNothingThatWasSaidAboutAnEarlierSpec() throws Exception {
        kubectl.answers(
                "get",
                state(2, 1, 3, Map.of("Ready", "True"), "Applied"),
                state(2, 1, 3, Map.of("Ready", "False", "Stalled", "True"), "MigrationFailed"),
                state(2, 2, 4, Map.of("Ready", "True"), "UpToDate"));

        var said = kubectl.dbm("wait", "basefly");

        assertThat(said.status()).isZero();
        assertThat(said.out()).contains("UpToDate").doesNotContain("Applied");
    }

    @Test
    void waitOutlastsAServerThatIsAwayForAMoment() throws Exception {
        kubectl.answers("get", WORKING, "Error: the connection to the server was refused", READY);

        assertThat(kubectl.dbm("wait", "basefly").status()).isZero();
    }

    @Test
    void waitDoesNotWaitForWhatIsGone() throws Exception {
        kubectl.answers("get", WORKING, "Error from server (NotFound): databasemigrations \"basefly\" not found");

        var said = kubectl.dbm("wait", "basefly", "--timeout=1000h");

        assertThat(said.status()).isEqualTo(1);
        assertThat(said.err()).contains("NotFound");
    }

    @Test
    void aRetryWaitsForItsOwnRunAndNotForWhatTheOneBeforeLeft() throws Exception {
        kubectl.answers(
                "get",
                STALLED,
                STALLED,
                state(1, 1, 4, Map.of(), "Starting"),
                state(1, 1, 4, Map.of("Ready", "True"), "Applied"));

        var said = kubectl.dbm("retry", "basefly", "--wait");

        assertThat(said.status()).isZero();
        assertThat(kubectl.calls())
                .contains(
                        "[annotate][--overwrite][databasemigration.dbmigration.io/basefly][dbmigration.io/retry-requested=2026-03-01T12:00:00Z]");
    }

    @ParameterizedTest
    @CsvSource({"90s, 90", "1h, 3600", "1m30s, 90", "08m, 480", "1500ms, 30", "0s, 0"})
    void itWaitsAsLongAsItIsTold(String timeout, long seconds) throws Exception {
        kubectl.answers("get", WORKING);

        assertThat(kubectl.dbm("wait", "basefly", "--timeout", timeout).status())
                .isEqualTo(2);

        var slept = Long.parseLong(Files.readString(folder.resolve("clock")).strip()) - 1000;
        assertThat(slept).isEqualTo(seconds);
    }

    // --- status ---

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "after a deploy the plan is done, '0|Applied 1_a|Applied 2_b|Planned 2_b|', ''",
        "after a rollback the plan is of the deploy before it, '1|Applied 1_a|Applied 2_b|Planned 1_a|Planned 2_b|', ''",
        "after a rollback of the whole plan it is pending again, '1|Applied 1_a|Applied 2_b|Planned 2_b|', 2_b",
        "what failed leaves the rest, '2|Applied 1_a|Failed 2_b|Pending 3_c|Pending 4_d|Planned 2_b|Planned 3_c|Planned 4_d|', '3_c,4_d'",
        "what was taken back and is held, '2|Applied 1_a|RolledBack 2_b|Pending 3_c|', '2_b (rolled back),3_c'",
        "what lies behind the target does not count, '1|Applied 1_a|Pending 2_b|Pending 3_c|', 2_b",
        "before the first result there is only the plan, '|Planned 1_a|Planned 2_b|', '1_a,2_b'",
        "nothing is known, '|', ''"
    })
    void statusNamesWhatIsPendingNow(String when, String known, String pending) throws Exception {
        kubectl.answers("go-template", "shop/basefly\n").answers("status.plan.pending", known.replace('|', '\n'));

        var said = kubectl.dbm("status", "basefly");

        assertThat(said.status()).as(said.err()).isZero();
        assertThat(said.out())
                .isEqualTo("shop/basefly\n"
                        + (pending.isEmpty()
                                ? ""
                                : "\nPending      " + pending.replace(",", "\n             ") + "\n"));
    }

    // --- requests ---

    @Test
    void aRollbackNamesWhatThePersonSawAndTheirReason() throws Exception {
        kubectl.answers("migrations[*]", HISTORY).answers("played", READY);

        var said = kubectl.dbm(
                "rollback",
                "basefly",
                "2 \"b\" \\ c",
                "--reason",
                "it's \"bad\"\nreally",
                "--accept-data-loss",
                "--yes");

        assertThat(said.status()).as(said.err()).isZero();
        assertThat(said.err())
                .containsSubsequence("rollback.sql of:", "  3_d\n", "  2 \"b\" \\ c\n", "Data may be lost");
        assertThat(created("MigrationRollback")).isEqualTo(yaml("""
                databaseMigrationRef: {name: basefly}
                from: 3_d
                migration: '2 "b" \\ c'
                reason: 'it''s "bad" really'
                acceptDataLoss: true
                acceptPartial: false
                """));
    }

    @Test
    void whatIsNotAppliedCannotBeRolledBack() throws Exception {
        kubectl.answers("migrations[*]", HISTORY);

        assertThat(kubectl.dbm("rollback", "basefly", "4_e", "--reason", "x", "--yes")
                        .status())
                .isEqualTo(1);
        assertThat(kubectl.created()).isEmpty();
    }

    @Test
    void aResolutionSaysWhatAndWhoAsked() throws Exception {
        kubectl.answers("-o name", "x").answers("played", READY);

        var said = kubectl.dbm("resolve", "basefly", "--rolled-back", "4_e", "--retry", "--yes");

        assertThat(said.status()).as(said.err()).isZero();
        assertThat(created("MigrationResolution")).isEqualTo(yaml("""
                databaseMigrationRef: {name: basefly}
                migration: 4_e
                as: RolledBack
                reason: asked for with kubectl dbm
                retry: true
                """));
        assertThat(yaml(kubectl.created())
                        .at("/metadata/annotations/dbmigration.io~1requested-by")
                        .asText())
                .isEqualTo("ana");
    }

    @Test
    void aRefusedRequestEndsWith1AndTheReason() throws Exception {
        kubectl.answers("databasemigration.", "x")
                .answers(
                        "played",
                        state(1, -1, 0, Map.of(), ""),
                        state(1, 1, 0, Map.of("Stalled", "True"), "NotFailed"));

        var said = kubectl.dbm("resolve", "basefly", "--applied", "4_e", "--yes");

        assertThat(said.status()).isEqualTo(1);
        assertThat(said.err()).contains("NotFailed: The message of NotFailed.");
    }

    @Test
    void whoDoesNotWaitGetsTheNameToWaitFor() throws Exception {
        kubectl.answers("databasemigration.", "x");

        var said = kubectl.dbm("backup", "basefly", "--no-wait");

        assertThat(said.status()).isZero();
        assertThat(said.out()).isEqualTo("played.dbmigration.io/basefly-x7k2p\n");
        assertThat(created("DatabaseBackup")).isEqualTo(yaml("{databaseMigrationRef: {name: basefly}, onDemand: {}}"));
    }

    @Test
    void receiptsAreRebuiltByAnAnnotation() throws Exception {
        assertThat(kubectl.dbm("backup", "rebuild", "basefly").status()).isZero();
        assertThat(kubectl.calls())
                .contains(
                        "[databasemigration.dbmigration.io/basefly][dbmigration.io/rebuild-receipts=2026-03-01T12:00:00Z]");
    }

    @Test
    void aRestoreIntoANewDatabaseTouchesNothingAndAsksNothing() throws Exception {
        receipt();

        var said = kubectl.dbm("restore", "basefly-1", "--new-database", "shop_before");

        assertThat(said.status()).as(said.err()).isZero();
        assertThat(created("DatabaseRestore")).isEqualTo(yaml("""
                backupRef: {name: basefly-1}
                mode: NewDatabase
                newDatabaseName: shop_before
                """));
    }

    @Test
    void aSwapWantsTheDatabasesNameTypedAndNamesTheOneThatWasShown() throws Exception {
        receipt();

        var said = kubectl.onATerminal("shop\n", "restore", "basefly-1", "--swap");

        assertThat(said.status()).as(said.out()).isZero();
        assertThat(said.out()).contains("(OID 16390 at pg:5432)");
        assertThat(created("DatabaseRestore")).isEqualTo(yaml("""
                backupRef: {name: basefly-1}
                mode: Swap
                confirm: team/basefly/shop@16390
                """));
    }

    @ParameterizedTest
    @ValueSource(strings = {"y\n", "\n", "Shop\n", ""})
    void aSwapIsNotMadeOnAnyOtherWord(String typed) throws Exception {
        receipt();

        assertThat(kubectl.onATerminal(typed + "\u0004", "restore", "basefly-1", "--swap")
                        .status())
                .isEqualTo(2);
        assertThat(kubectl.created()).isEmpty();
    }

    @Test
    void aSwapOfADatabaseThatNobodyKnowsYetIsRefused() throws Exception {
        kubectl.answers("databasebackup.", "basefly\nshop\n2026-01-01T00:00:00Z\n2161")
                .answers("databasemigration.", "team\n\n\n");

        assertThat(kubectl.dbm("restore", "basefly-1", "--swap", "--yes").status())
                .isEqualTo(1);
        assertThat(kubectl.created()).isEmpty();
    }

    @Test
    void aYesOnTheTerminalIsEnoughForARollback() throws Exception {
        kubectl.answers("migrations[*]", HISTORY).answers("played", READY);

        assertThat(kubectl.onATerminal("y\n", "rollback", "basefly", "3_d", "--reason", "x")
                        .status())
                .isZero();
        assertThat(kubectl.created()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rollback basefly 3_d --reason x",
                "resolve basefly --applied 4_e",
                "resolve basefly --rolled-back 4_e",
                "restore basefly-1 --swap"
            })
    void withoutATerminalNothingDestructiveIsDoneUnlessYesIsSaid(String line) throws Exception {
        receipt();
        kubectl.answers("migrations[*]", HISTORY);

        var said = kubectl.dbm(line.split(" "));

        assertThat(said.status()).isEqualTo(2);
        assertThat(said.err()).contains("--yes");
        assertThat(kubectl.created()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rollback basefly 3_d --reason x --dry-run",
                "resolve basefly --applied 4_e --dry-run=client",
                "backup basefly --dry-run",
                "backup rebuild basefly --dry-run",
                "restore basefly-1 --swap --dry-run",
                "retry basefly --dry-run",
                "suspend basefly --dry-run"
            })
    void aDryRunOnlyPrints(String line) throws Exception {
        receipt();
        kubectl.answers("migrations[*]", HISTORY);

        var said = kubectl.dbm(line.split(" "));

        assertThat(said.status()).as(said.err()).isZero();
        assertThat(said.out()).contains("basefly");
        assertThat(kubectl.calls()).doesNotContain("[create]", "[annotate]", "[patch]");
    }

    // --- the command line ---

    @Test
    void optionsOfKubectlReachEachCall() throws Exception {
        kubectl.answers("databasemigration.", "x");

        kubectl.dbm(
                "-n",
                "shop",
                "--context=prod",
                "backup",
                "basefly",
                "--kubeconfig",
                "my config",
                "--no-wait",
                "--as=ana");

        assertThat(kubectl.calls().lines())
                .hasSize(3)
                .allMatch(call ->
                        call.startsWith("[--namespace=shop][--context=prod][--kubeconfig=my config][--as=ana]"));
        assertThat(yaml(kubectl.created()).at("/metadata/namespace").asText()).isEqualTo("shop");
    }

    @Test
    void suspendAndResumeChangeNothingButThat() throws Exception {
        kubectl.dbm("suspend", "basefly");
        kubectl.dbm("resume", "basefly");

        assertThat(kubectl.calls()).isEqualTo("""
                        [patch][databasemigration.dbmigration.io/basefly][--type=merge][--patch={"spec":{"suspend":true}}]
                        [patch][databasemigration.dbmigration.io/basefly][--type=merge][--patch={"spec":{"suspend":false}}]
                        """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status",
                "wait",
                "retry",
                "suspend",
                "resume",
                "resolve",
                "rollback",
                "backup",
                "restore",
                "--help"
            })
    void everyCommandHasHelpThatNeedsNoCluster(String command) throws Exception {
        var said = kubectl.dbm(command, "--help");

        assertThat(said.status()).isZero();
        assertThat(said.out()).contains("Usage: kubectl dbm");
        assertThat(kubectl.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "migrate basefly",
                "wait",
                "wait a b",
                "wait a --yes",
                "wait a --timeout 2weeks",
                "wait a --timeout 5",
                "wait a --timeout",
                "wait a --timeout=",
                "status a -A",
                "status --unknown",
                "status --all-namespaces=true",
                "resolve basefly --yes",
                "resolve basefly --applied a --rolled-back b --yes",
                "resolve basefly --applied a --retry --yes",
                "rollback basefly --reason x --yes",
                "rollback basefly 3_d --yes",
                "backup a b",
                "restore b --swap --new-database n --yes",
                "a b c d e"
            })
    void wrongUsageEndsWith2BeforeAnythingIsAsked(String line) throws Exception {
        var said = line.isEmpty() ? kubectl.dbm() : kubectl.dbm(line.split(" "));

        assertThat(said.status()).as(said.err()).isEqualTo(2);
        assertThat(kubectl.calls()).isEmpty();
    }

    @Test
    void aReceiptThatTellsNothingYetIsLeftToTheRestore() throws Exception {
        kubectl.answers("databasebackup.", "basefly").answers("played", READY);

        var said = kubectl.dbm("restore", "basefly-1");

        assertThat(said.status()).as(said.err()).isZero();
        assertThat(said.err()).contains("(unknown)");
    }

    @Test
    void aBackupThatIsKnownToBeGoneIsNotRestored() throws Exception {
        kubectl.answers("databasebackup.", "basefly\nshop\n2026-01-01T00:00:00Z\n2161\nFalse\nBackupNotFound");

        var said = kubectl.dbm("restore", "basefly-1");

        assertThat(said.status()).isEqualTo(1);
        assertThat(said.err()).contains("BackupNotFound");
        assertThat(kubectl.created()).isEmpty();
    }

    @Test
    void completionKnowsCommandsNamesAndWhatIsApplied() throws Exception {
        kubectl.answers("databasemigrations.dbmigration.io -o", "basefly\nbilling\n")
                .answers("status.migrations[?", "1_a\n2_b\n");

        assertThat(kubectl.completes("re")).containsExactly("retry", "resume", "resolve", "restore", ":4");
        assertThat(kubectl.completes("-n", "shop", "wait", "ba")).containsExactly("basefly", ":4");
        assertThat(kubectl.completes("rollback", "basefly", "")).containsExactly("1_a", "2_b", ":4");
        assertThat(kubectl.calls()).contains("[--namespace=shop]");
    }

    private void receipt() throws IOException {
        kubectl.answers("databasebackup.", "basefly\nshop\n2026-01-01T00:00:00Z\n2161")
                .answers("status.database.oid", "team\nshop\n16390\npg:5432")
                .answers("-o name", "x")
                .answers("played", READY);
    }

    /** The spec of what was created. */
    private JsonNode created(String kind) throws IOException {
        var object = yaml(kubectl.created());
        assertThat(object.at("/kind").asText()).isEqualTo(kind);
        assertThat(object.at("/apiVersion").asText()).isEqualTo("dbmigration.io/v1beta1");
        assertThat(object.at("/metadata/generateName").asText()).endsWith("-");
        return object.at("/spec");
    }

    private static JsonNode yaml(String text) {
        return Serialization.unmarshal("---\n" + text, JsonNode.class);
    }
}
