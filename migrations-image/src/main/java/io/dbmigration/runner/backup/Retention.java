package io.dbmigration.runner.backup;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which backups of one database stay. One goes only when it is beyond {@code keepLast} and older than {@code keepFor}; the newest stays
 * whatever they say.
 *
 * @param keepLast the newest so many stay; those of runs that applied nothing do not count
 * @param protectedPaths stay whatever their age
 */
public record Retention(int keepLast, Duration keepFor, Set<String> protectedPaths) {

    /** One backup of this database. */
    record Owned(String path, BackupManifest manifest) {

        /** Empty: another clock wrote something that is none. */
        private Optional<Instant> finishedAt() {
            try {
                return Optional.of(Instant.parse(manifest.receipt().finishedAt()));
            } catch (DateTimeException | NullPointerException unreadable) {
                return Optional.empty();
            }
        }

        private boolean counts() {
            return manifest.applied() == null || manifest.applied() > 0;
        }
    }

    public Retention {
        protectedPaths = Set.copyOf(protectedPaths);
    }

    /** The paths of those that go, oldest first. One whose age is not known stays. */
    List<String> beyond(Collection<Owned> all, Instant now) {
        var newestFirst = all.stream()
                .filter(backup -> backup.finishedAt().isPresent())
                .sorted(Comparator.comparing(
                                (Owned backup) -> backup.finishedAt().orElseThrow())
                        .thenComparing(Owned::path)
                        .reversed())
                .toList();
        var counting =
                newestFirst.stream().filter(Owned::counts).limit(keepLast).toList();
        return newestFirst.stream()
                .skip(1)
                .filter(backup -> !counting.contains(backup))
                .filter(backup -> backup.finishedAt().orElseThrow().isBefore(now.minus(keepFor)))
                .map(Owned::path)
                .filter(path -> !protectedPaths.contains(path))
                .toList()
                .reversed();
    }
}
