package io.dbmigration.runner.apply;

import static io.dbmigration.runner.history.Execution.ATOMIC;
import static io.dbmigration.runner.history.Execution.OUTSIDE_EFFECTS;
import static io.dbmigration.runner.history.Execution.OWN_TRANSACTIONS;
import static io.dbmigration.runner.history.Execution.STATEMENT_BY_STATEMENT;
import static io.dbmigration.runner.history.Marker.State.FAILED;
import static io.dbmigration.runner.history.Marker.State.FAILED_LEFT_NOTHING;
import static io.dbmigration.runner.history.Marker.State.INTERRUPTED;
import static io.dbmigration.runner.history.Marker.State.IN_PROGRESS;
import static org.assertj.core.api.Assertions.assertThat;

import io.dbmigration.runner.bundle.Migration;
import io.dbmigration.runner.bundle.Script;
import io.dbmigration.runner.history.Execution;
import io.dbmigration.runner.history.HistoryRow;
import io.dbmigration.runner.history.Marker;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GoOnRulesTest {

    private static final Script SCRIPT = Script.of("select 1");
    private static final Script FIXED = Script.of("select 2");

    @Test
    void aRowOfPrismaWaitsForAPerson() {
        var row = new HistoryRow("1", SCRIPT.checksum(), null, "m", "P3018 …", null, Instant.EPOCH, 0);
        assertThat(allows(row, FIXED, "now")).isFalse();
    }

    @Test
    void anAtomicScriptThatWasCutOffGoesOn() {
        assertThat(allows(row(INTERRUPTED, ATOMIC, null), SCRIPT, null)).isTrue();
        assertThat(allows(row(IN_PROGRESS, ATOMIC, null), SCRIPT, null)).isTrue();
    }

    @Test
    void whatIsNotAtomicWaitsForAPerson() {
        for (var execution : List.of(OWN_TRANSACTIONS, STATEMENT_BY_STATEMENT, OUTSIDE_EFFECTS)) {
            assertThat(allows(row(IN_PROGRESS, execution, null), FIXED, "now")).isFalse();
        }
        assertThat(allows(row(FAILED, STATEMENT_BY_STATEMENT, null), FIXED, "now"))
                .isFalse();
    }

    @Test
    void aRefusedScriptGoesOnOnceItIsAnotherOneOrGoneOrARetryIsAskedFor() {
        var row = row(FAILED_LEFT_NOTHING, ATOMIC, "yesterday");
        assertThat(allows(row, SCRIPT, "yesterday")).isFalse();
        assertThat(allows(row, SCRIPT, null)).isFalse();
        assertThat(allows(row, FIXED, null)).isTrue();
        assertThat(allows(row, SCRIPT, "today")).isTrue();
        assertThat(new GoOnRules(List.of(row), List.of(), null).allow(row)).isTrue();
    }

    @Test
    void outsideEffectsGoOnOnlyOnRequest() {
        var row = row(FAILED_LEFT_NOTHING, OUTSIDE_EFFECTS, null);
        assertThat(allows(row, FIXED, null)).isFalse();
        assertThat(allows(row, SCRIPT, "today")).isTrue();
    }

    @Test
    void oneScriptIsCutOffAtMostThreeTimesUnderOneRetryValue() {
        var earlier = Stream.of(1, 2).map(i -> rolledBack(row(INTERRUPTED, ATOMIC, "a")));
        var rows =
                Stream.concat(earlier, Stream.of(row(INTERRUPTED, ATOMIC, "a"))).toList();
        var last = rows.getLast();
        var bundle = List.of(new Migration("m", SCRIPT, null));
        assertThat(new GoOnRules(rows.subList(1, 3), bundle, "a").allow(last)).isTrue();
        assertThat(new GoOnRules(rows, bundle, "a").allow(last)).isFalse();
        assertThat(new GoOnRules(rows, bundle, "b").allow(last)).isTrue();
        assertThat(new GoOnRules(rows, List.of(new Migration("m", FIXED, null)), "a").allow(last))
                .isTrue();
    }

    private static boolean allows(HistoryRow row, Script now, @Nullable String retry) {
        return new GoOnRules(List.of(row), List.of(new Migration("m", now, null)), retry).allow(row);
    }

    private static HistoryRow row(Marker.State state, Execution execution, @Nullable String retry) {
        var logs = new Marker(state, execution, "run", 1, "then", "before", retry, null).format("x");
        return new HistoryRow("id", SCRIPT.checksum(), null, "m", logs, null, Instant.EPOCH, 0);
    }

    private static HistoryRow rolledBack(HistoryRow row) {
        return new HistoryRow("old", row.checksum(), null, "m", row.logs(), Instant.EPOCH, Instant.EPOCH, 0);
    }
}
