package io.dbmigration.runner.job;

import io.dbmigration.contract.KubernetesDuration;
import io.dbmigration.contract.ReportLine.MigrationState;
import io.dbmigration.runner.bundle.Bundle;
import io.dbmigration.runner.bundle.Migration;
import io.dbmigration.runner.history.HistoryRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The state of each migration, for the status: first what only the database knows, then the bundle in its order. */
final class MigrationStates {

    private MigrationStates() {}

    static List<MigrationState> of(Bundle bundle, List<HistoryRow> rows) {
        var names = bundle.migrations().stream().map(Migration::name).collect(Collectors.toUnmodifiableSet());
        var missing = rows.stream()
                .filter(row -> !row.rolledBack() && !names.contains(row.name()))
                .map(row -> state(row.name(), "Missing", row));
        var byName = rows.stream().collect(Collectors.groupingBy(HistoryRow::name));
        var known = bundle.migrations().stream()
                .map(migration -> state(migration, byName.getOrDefault(migration.name(), List.of())));
        return Stream.concat(missing, known).toList();
    }

    /** Of several rows the one that counts: not rolled back, and of those the newest. */
    private static MigrationState state(Migration migration, List<HistoryRow> own) {
        var counting = own.stream().filter(row -> !row.rolledBack()).toList();
        if (counting.isEmpty()) {
            return own.isEmpty()
                    ? new MigrationState(migration.name(), "Pending", null, null, null, null)
                    : state(migration.name(), "RolledBack", own.getLast());
        }
        var row = counting.getLast();
        return state(migration.name(), row.failed() ? "Failed" : "Applied", row);
    }

    private static MigrationState state(String name, String state, HistoryRow row) {
        return new MigrationState(
                name,
                state,
                row.startedAt().toString(),
                text(row.finishedAt()),
                duration(row.startedAt(), row.finishedAt()),
                row.checksum());
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    /** Rows of Prisma carry a client's clock, which may run backwards. */
    private static @Nullable String duration(Instant started, @Nullable Instant finished) {
        if (finished == null) {
            return null;
        }
        var duration = Duration.between(started, finished);
        return KubernetesDuration.format(duration.isNegative() ? Duration.ZERO : duration);
    }
}
