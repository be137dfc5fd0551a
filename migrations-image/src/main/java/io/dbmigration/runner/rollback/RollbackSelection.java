package io.dbmigration.runner.rollback;

import io.dbmigration.contract.Failure;
import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.runner.bundle.Bundle;
import io.dbmigration.runner.bundle.IcuOrder;
import io.dbmigration.runner.bundle.Migration;
import io.dbmigration.runner.history.Execution;
import io.dbmigration.runner.history.HistoryRow;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which applied migrations a rollback takes back, by bundle and history alone.
 *
 * @param taken newest first, without those that this request took back before
 * @param left the newest migration that stays applied; null: none does
 */
public record RollbackSelection(List<Taken> taken, @Nullable String left) {

    /** @param rows all of the migration that are not rolled back */
    public record Taken(Migration migration, List<HistoryRow> rows) {}

    /**
     * @param rows the whole history, oldest first
     * @throws RunException FailedMigrationFound (P3009), NeverApplied (P3011), MissingFromBundle, StateChanged
     */
    public static RollbackSelection of(Bundle bundle, List<HistoryRow> rows, RollbackWish wish) {
        refuseFailed(rows);
        return new Selecting(bundle, rows, wish).selection();
    }

    private static void refuseFailed(List<HistoryRow> rows) {
        var failed = rows.stream().filter(HistoryRow::failed).toList();
        if (failed.isEmpty()) {
            return;
        }
        var names = failed.stream().map(RollbackSelection::described).collect(Collectors.joining(", "));
        throw new RunException(
                Reason.FAILED_MIGRATION_FOUND,
                "The database has failed migrations, and nothing was rolled back: " + names + ".",
                new Failure(failed.getFirst().name(), null, null, null, "P3009", null, null, null, null, null),
                null);
    }

    private static String described(HistoryRow row) {
        var begun = row.marker()
                .filter(marker -> marker.execution() == Execution.ROLLBACK)
                .isPresent();
        return row.name() + " (" + (begun ? "its rollback was begun at " : "started ") + row.startedAt() + ")";
    }

    /** The names that count as applied, in the order of a bundle, each with its rows; none: this request took it back. */
    private static final class Selecting {

        private final Bundle bundle;
        private final List<HistoryRow> rows;
        private final RollbackWish wish;
        private final TreeMap<String, List<HistoryRow>> applied =
                new TreeMap<>(new IcuOrder().thenComparing(Comparator.naturalOrder()));

        Selecting(Bundle bundle, List<HistoryRow> rows, RollbackWish wish) {
            this.bundle = bundle;
            this.rows = rows;
            this.wish = wish;
            rows.stream().collect(Collectors.groupingBy(HistoryRow::name)).forEach(this::add);
        }

        private void add(String name, List<HistoryRow> own) {
            var counting = own.stream().filter(row -> !row.rolledBack()).toList();
            if (!counting.isEmpty() || isTakenByThisRequest(own)) {
                applied.put(name, counting);
            }
        }

        private boolean isTakenByThisRequest(List<HistoryRow> own) {
            return own.stream()
                    .max(Comparator.comparing(row -> Objects.requireNonNull(row.rolledBackAt())))
                    .flatMap(HistoryRow::hold)
                    .filter(hold -> hold.isOf(wish.request().uid()))
                    .isPresent();
        }

        RollbackSelection selection() {
            requireApplied();
            var range = applied.tailMap(wish.migration(), true);
            refuseUnknown(range);
            requireNewest();
            var taken = range.descendingMap().entrySet().stream()
                    .filter(one -> !one.getValue().isEmpty())
                    .map(one -> new Taken(bundle.find(one.getKey()).orElseThrow(), one.getValue()))
                    .toList();
            return new RollbackSelection(taken, applied.lowerKey(wish.migration()));
        }

        private void requireApplied() {
            if (applied.containsKey(wish.migration())) {
                return;
            }
            var known = rows.stream().anyMatch(row -> row.name().equals(wish.migration()));
            throw known
                    ? new RunException(
                            Reason.STATE_CHANGED,
                            "The migration %s is not applied any more.".formatted(wish.migration()))
                    : new RunException(
                            Reason.NEVER_APPLIED,
                            "The migration %s was never applied in this database, so it cannot be rolled back."
                                    .formatted(wish.migration()));
        }

        private void refuseUnknown(Map<String, List<HistoryRow>> range) {
            var unknown = range.keySet().stream()
                    .filter(name -> bundle.find(name).isEmpty())
                    .toList();
            if (!unknown.isEmpty()) {
                throw new RunException(
                        Reason.MISSING_FROM_BUNDLE,
                        "Nothing was rolled back: the bundle lacks applied migrations that would have to go first or with it: %s."
                                .formatted(String.join(", ", unknown)));
            }
        }

        private void requireNewest() {
            if (wish.from() != null && !wish.from().equals(applied.lastKey())) {
                throw new RunException(
                        Reason.STATE_CHANGED,
                        "The newest applied migration is %s, not %s as the request says."
                                .formatted(applied.lastKey(), wish.from()));
            }
        }
    }
}
