package io.dbmigration.runner.diagnosis;

import static io.dbmigration.runner.testing.RunExceptionAssert.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.dbmigration.contract.Reason;
import io.dbmigration.runner.bundle.Bundle;
import io.dbmigration.runner.bundle.Checksum;
import io.dbmigration.runner.bundle.Migration;
import io.dbmigration.runner.bundle.Script;
import io.dbmigration.runner.history.HistoryRow;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiagnosisTest {

    private static final Instant NOW = Instant.parse("2026-11-24T23:00:00Z");

    @Test
    void anEmptyHistoryLeavesEverythingPending() {
        var diagnosis = Diagnosis.of(bundle("1", "2"), List.of(), null);
        assertThat(names(diagnosis.pending())).containsExactly("1", "2");
        assertThat(diagnosis.applied()).isEmpty();
        assertThat(diagnosis.headMigration()).isNull();
        assertThat(diagnosis.lastCommon()).isNull();
    }

    @Test
    void everythingAppliedIsUpToDate() {
        var diagnosis = Diagnosis.of(bundle("1", "2"), List.of(applied("1"), applied("2")), null);
        assertThat(names(diagnosis.applied())).containsExactly("1", "2");
        assertThat(diagnosis.pending()).isEmpty();
        assertThat(diagnosis.outOfOrder()).isEmpty();
        assertThat(diagnosis.edited()).isEmpty();
        assertThat(diagnosis.headMigration()).isEqualTo("2");
    }

    @Test
    void theTargetEndsWhatIsPending() {
        var diagnosis = Diagnosis.of(bundle("1", "2", "3", "4"), List.of(applied("1"), applied("4")), "2");
        assertThat(names(diagnosis.pending())).containsExactly("2");
        assertThat(names(diagnosis.beyondTarget())).containsExactly("3");
        assertThat(names(diagnosis.appliedBeyondTarget())).containsExactly("4");
        assertThat(diagnosis.headMigration()).isEqualTo("1");
    }

    @Test
    void anUnknownTargetIsRefused() {
        assertRefused(() -> Diagnosis.of(bundle("1"), List.of(), "2"))
                .with(Reason.TARGET_NOT_FOUND)
                .saying("'2'");
    }

    @Test
    void aFailedRowIsReportedWhateverItsName() {
        var diagnosis = Diagnosis.of(bundle("1", "2"), List.of(applied("1"), failed("2"), failed("x")), null);
        assertThat(diagnosis.failed()).extracting(HistoryRow::name).containsExactly("2", "x");
        assertThat(diagnosis.pending()).isEmpty();
        assertThat(names(diagnosis.applied())).containsExactly("1");
        assertThat(diagnosis.headMigration()).isEqualTo("1");
        assertThat(diagnosis.lastCommon()).isEqualTo("2");
    }

    @Test
    void anAppliedAndAFailedRowOfOneNameAreAFailure() {
        var diagnosis = Diagnosis.of(bundle("1"), List.of(applied("1"), failed("1")), null);
        assertThat(diagnosis.applied()).isEmpty();
        assertThat(diagnosis.failed()).hasSize(1);
    }

    @Test
    void rolledBackRowsCountAsAbsentEvenWhenFinished() {
        var diagnosis = Diagnosis.of(
                bundle("1", "2", "3"),
                List.of(applied("1"), rolledBack("2", "old"), rolledBack("3", "old"), applied("3")),
                null);
        assertThat(names(diagnosis.pending())).containsExactly("2");
        assertThat(diagnosis.rolledBack()).containsExactly("2");
        assertThat(names(diagnosis.outOfOrder())).containsExactly("2");
        assertThat(diagnosis.edited())
                .as("the rolled-back row's checksum does not count")
                .isEmpty();
    }

    @Test
    void aRolledBackNameThatTheBundleLacksIsNotMissing() {
        var diagnosis = Diagnosis.of(bundle("1"), List.of(applied("1"), rolledBack("0", "x")), null);
        assertThat(diagnosis.missing()).isEmpty();
    }

    @Test
    void whatTheBundleLacksIsAheadOrMissing() {
        var diagnosis = Diagnosis.of(
                bundle("2", "4"), List.of(applied("1"), applied("2"), applied("3"), applied("4"), applied("5")), null);
        assertThat(diagnosis.missing()).containsExactly("1", "3");
        assertThat(diagnosis.ahead()).containsExactly("5");
    }

    @Test
    void forAnEmptyBundleEverythingIsAhead() {
        assertThat(Diagnosis.of(bundle(), List.of(applied("1")), null).ahead()).containsExactly("1");
    }

    @Test
    void anAppliedMigrationWithAnotherScriptIsEdited() {
        var row = new HistoryRow("id", Checksum.of("another script"), NOW, "1", null, null, NOW, 1);
        assertThat(names(Diagnosis.of(bundle("1"), List.of(row), null).edited()))
                .containsExactly("1");
    }

    @Test
    void anAppliedMigrationWhoseLineEndingsChangedIsNotEdited() {
        var unix = new Bundle(List.of(new Migration("1", Script.of("a\nb\n"), null)), "digest", null, List.of());
        var row = new HistoryRow("id", Checksum.of("a\r\nb\r\n"), NOW, "1", null, null, NOW, 1);
        assertThat(Diagnosis.of(unix, List.of(row), null).edited()).isEmpty();
    }

    @Test
    void anAppliedMigrationWithoutItsFileIsNotEdited() {
        var bundle = new Bundle(List.of(new Migration("1", null, null)), "digest", null, List.of());
        assertThat(Diagnosis.of(bundle, List.of(applied("1")), null).edited()).isEmpty();
    }

    @Test
    void lastCommonIsTheOneBeforeTheFirstUnapplied() {
        var diagnosis = Diagnosis.of(bundle("1", "2", "3"), List.of(applied("1"), applied("3")), null);
        assertThat(diagnosis.lastCommon()).isEqualTo("1");
        assertThat(diagnosis.headMigration()).isEqualTo("1");
    }

    private static Bundle bundle(String... names) {
        var migrations = Arrays.stream(names)
                .map(name -> new Migration(name, Script.of(script(name)), null))
                .toList();
        return new Bundle(migrations, "sha256:x", null, List.of());
    }

    private static HistoryRow applied(String name) {
        return new HistoryRow("id-" + name, Checksum.of(script(name)), NOW, name, null, null, NOW, 1);
    }

    private static HistoryRow failed(String name) {
        return new HistoryRow("id-" + name, Checksum.of(script(name)), null, name, "why", null, NOW, 0);
    }

    private static HistoryRow rolledBack(String name, String checksum) {
        return new HistoryRow("id-" + name, checksum, NOW, name, null, NOW, NOW, 1);
    }

    private static String script(String name) {
        return "SELECT " + name + ";";
    }

    private static List<String> names(List<Migration> migrations) {
        return migrations.stream().map(Migration::name).toList();
    }
}
