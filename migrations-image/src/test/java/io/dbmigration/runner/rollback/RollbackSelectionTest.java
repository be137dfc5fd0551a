package io.dbmigration.runner.rollback;

import static io.dbmigration.runner.testing.RunExceptionAssert.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.dbmigration.contract.Reason;
import io.dbmigration.runner.bundle.Bundle;
import io.dbmigration.runner.bundle.Migration;
import io.dbmigration.runner.history.HistoryRow;
import io.dbmigration.runner.history.Hold;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RollbackSelectionTest {

    private static final Instant NOW = Instant.parse("2026-11-24T23:00:00Z");
    private static final Hold.Request REQUEST = new Hold.Request("MigrationRollback", "back", "uid");

    private final Bundle bundle = bundle("1", "2", "3");

    @Test
    void newestFirstDownToTheNamedOne() {
        var selection = select(bundle, "2", "3", applied("1"), applied("3"), applied("2"));
        assertThat(names(selection)).containsExactly("3", "2");
        assertThat(selection.left()).isEqualTo("1");
    }

    @Test
    void downToTheFirstNothingIsLeft() {
        assertThat(select(bundle, "1", "2", applied("1"), applied("2")).left()).isNull();
    }

    @Test
    void allRowsThatCountBelongToIt() {
        var again = new HistoryRow("again", "", NOW, "1", null, null, NOW, 1);
        var selection = select(bundle, "1", null, applied("1"), rolledBack("1", null), again);
        assertThat(selection.taken().getFirst().rows())
                .extracting(HistoryRow::id)
                .containsExactly("id-1", "again");
    }

    @Test
    void whatThisRequestTookBackStillCountsAsApplied() {
        var mine = new Hold(REQUEST, "sha256:a", null, null).format("");
        var selection = select(bundle, "2", "3", applied("1"), applied("2"), rolledBack("3", mine));
        assertThat(names(selection)).containsExactly("2");

        var all = select(bundle, "2", "3", applied("1"), rolledBack("2", mine), rolledBack("3", mine));
        assertThat(all.taken()).isEmpty();
        assertThat(all.left()).isEqualTo("1");
    }

    @Test
    void whatAnotherRequestTookBackIsAnotherState() {
        var theirs = new Hold(new Hold.Request("MigrationRollback", "b", "other"), "x", null, null).format("");
        refused(Reason.STATE_CHANGED, "newest applied migration is 2", "2", "3", applied("2"), rolledBack("3", theirs));
        refused(Reason.STATE_CHANGED, "not applied any more", "3", "3", applied("2"), rolledBack("3", theirs));
    }

    @Test
    void whatWasNeverAppliedCannotBeTakenBack() {
        refused(Reason.NEVER_APPLIED, "2", "2", null, applied("1"));
    }

    @Test
    void aLaterMigrationFromElsewhereRefusesAllOfIt() {
        refused(Reason.MISSING_FROM_BUNDLE, "4", "2", "3", applied("2"), applied("3"), applied("4"));
        refused(Reason.MISSING_FROM_BUNDLE, "2b", "2", "3", applied("2"), applied("2b"), applied("3"));
    }

    @Test
    void anEarlierOneThatTheBundleLostDoesNoHarm() {
        assertThat(names(select(bundle, "2", "2", applied("0"), applied("2")))).containsExactly("2");
    }

    @Test
    void anyFailedRowRefusesAllOfIt() {
        var failed = new HistoryRow("f", "", null, "1", null, null, NOW, 0);
        refused(Reason.FAILED_MIGRATION_FOUND, "1", "2", "2", failed, applied("2"));
    }

    private void refused(Reason reason, String saying, String migration, String from, HistoryRow... rows) {
        assertRefused(() -> select(bundle, migration, from, rows)).with(reason).saying(saying);
    }

    private static RollbackSelection select(Bundle bundle, String migration, String from, HistoryRow... rows) {
        return RollbackSelection.of(bundle, List.of(rows), new RollbackWish(migration, from, false, false, REQUEST));
    }

    private static List<String> names(RollbackSelection selection) {
        return selection.taken().stream().map(one -> one.migration().name()).toList();
    }

    private static Bundle bundle(String... names) {
        var migrations = Arrays.stream(names)
                .map(name -> new Migration(name, null, null))
                .toList();
        return new Bundle(migrations, "sha256:x", null, List.of());
    }

    private static HistoryRow applied(String name) {
        return new HistoryRow("id-" + name, "", NOW, name, null, null, NOW, 1);
    }

    private static HistoryRow rolledBack(String name, String logs) {
        return new HistoryRow("rolled-back-" + name, "", NOW, name, logs, NOW, NOW, 1);
    }
}
