package io.dbmigration.operator.plan;

import io.dbmigration.operator.observe.Observation;
import io.dbmigration.operator.run.Request;
import io.dbmigration.operator.run.StoredBackup;
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

    private static Stream<Optional<StoredBackup>> beforeTheFailure(Observation seen) {
        var before = seen.before();
        if (before == null || before.failure() == null || before.backup() == null) {
            return Stream.empty();
        }
        var name = before.backup().name();
        return seen.backups().stream()
                .filter(backup -> backup.getMetadata().getName().equals(name))
                .map(StoredBackup::of);
    }

    private static Stream<Optional<StoredBackup>> toBeRestored(Observation seen) {
        return seen.requests().stream()
                .filter(request ->
                        request instanceof Request.Restore && !request.told().isOver())
                .map(request -> StoredBackup.of(((Request.Restore) request).receipt()));
    }
}
