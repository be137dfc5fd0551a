package io.dbmigration.runner.diagnosis;

import io.dbmigration.runner.bundle.Bundle;
import io.dbmigration.runner.bundle.Migration;
import io.dbmigration.runner.history.HistoryRow;
import io.dbmigration.runner.history.Hold;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A pending migration that a person took back, and that this deploy is not to apply again.
 *
 * @param migration its name
 */
public record Held(String migration, Hold hold) {

    /**
     * Those that a deploy would have to apply, in its order.
     *
     * @param rows the whole history
     * @param bundle the deploy's
     * @param target of the deploy, if any
     * @param retry value of the retry annotation, if any
     */
    public static List<Held> of(
            List<Migration> pending,
            List<HistoryRow> rows,
            Bundle bundle,
            @Nullable String target,
            @Nullable String retry) {
        var takenBack = rows.stream().filter(HistoryRow::rolledBack).toList();
        return takenBack.isEmpty()
                ? List.of()
                : pending.stream()
                        .map(Migration::name)
                        .flatMap(name -> newestHold(takenBack, name)
                                .filter(hold -> hold.stops(bundle.digest(), target, retry))
                                .map(hold -> new Held(name, hold))
                                .stream())
                        .toList();
    }

    /** One that a later row of the same name has outlived does not count: what it held was run again since. */
    private static Optional<Hold> newestHold(List<HistoryRow> takenBack, String name) {
        return takenBack.stream()
                .filter(row -> row.name().equals(name))
                .max(Comparator.comparing(row -> Objects.requireNonNull(row.rolledBackAt())))
                .flatMap(HistoryRow::hold);
    }
}
