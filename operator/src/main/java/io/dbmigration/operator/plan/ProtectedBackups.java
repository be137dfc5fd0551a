package io.dbmigration.operator.plan;

import static java.util.Objects.requireNonNullElse;

import io.dbmigration.api.DatabaseBackup;
import io.dbmigration.operator.observe.Observation;
import io.dbmigration.operator.outcome.OutcomeReader;
import io.dbmigration.operator.run.Request;
import io.dbmigration.operator.run.StoredBackup;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Backups that somebody may need soon: the one before a failed migration, and those of restores that are not over. */
final class ProtectedBackups {

    private ProtectedBackups() {}

    /** Paths inside the storage. */
    static List<String> of(Observation seen) {
        return Stream.concat(beforeTheFailure(seen), toBeRestored(seen))
                .flatMap(Optional::stream)
                .map(StoredBackup::path)
                .distinct()
                .sorted()
                .toList();
    }

    /** The newest that a run took for itself, however many were asked for since. */
    private static Stream<Optional<StoredBackup>> beforeTheFailure(Observation seen) {
        var before = seen.before();
        return before == null || before.failure() == null
                ? Stream.empty()
                : seen.backups().stream()
                        .filter(backup -> backup.getSpec().fromRun() != null)
                        .max(Comparator.comparing(ProtectedBackups::finishedAt))
                        .map(StoredBackup::of)
                        .stream();
    }

    private static Instant finishedAt(DatabaseBackup backup) {
        var status = backup.getStatus();
        var known = status == null ? null : OutcomeReader.instant(status.finishedAt());
        return requireNonNullElse(known, Instant.EPOCH);
    }

    private static Stream<Optional<StoredBackup>> toBeRestored(Observation seen) {
        return seen.requests().stream()
                .filter(request ->
                        request instanceof Request.Restore && !request.told().isOver())
                .map(request -> StoredBackup.of(((Request.Restore) request).receipt()));
    }
}
