package io.dbmigration.operator.status;

import static java.util.Objects.requireNonNull;

import io.dbmigration.api.ConditionType;
import io.dbmigration.api.DatabaseBackup;
import io.dbmigration.api.StorageSpec;
import io.dbmigration.contract.Reason;
import io.dbmigration.contract.ReportLine.FoundBackup;
import io.dbmigration.operator.observe.Observation;
import io.dbmigration.operator.observe.ObservedRun;
import io.dbmigration.operator.outcome.Outcome;
import io.dbmigration.operator.run.Request;
import io.dbmigration.operator.run.StoredBackup;
import io.dbmigration.operator.status.RequestStatuses.Change;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Marks receipts whose files are gone: retention removed them, or a look at the whole storage did not find them. */
final class GoneFiles {

    private static final String NOT_FOUND = "The files of this backup are gone. " + Reason.FILES_GONE.advice();
    private static final String PRUNED = "Retention removed the files of this backup. " + Reason.FILES_GONE.advice();

    /** As in the place of a backup: {@code <migration>-<uid, 8>}. */
    private static final int UID_PART = 8;

    private GoneFiles() {}

    static Stream<Change> of(Observation seen) {
        var run = seen.newest();
        if (run.isEmpty()
                || seen.isRecorded(run.get())
                || !(run.get().outcome() instanceof Outcome.Ended ended)
                || run.get().facts().storage() == null) {
            return Stream.empty();
        }
        var storage = run.get().facts().storage();
        return ended.succeeded() && isWholeLook(seen, run.get())
                ? marked(seen, storage, notFound(seen), NOT_FOUND)
                : marked(seen, storage, pruned(ended)::contains, PRUNED).map(Change::withoutWarning);
    }

    private static Stream<Change> marked(Observation seen, StorageSpec storage, Predicate<String> gone, String why) {
        return seen.backups().stream()
                .filter(backup -> isReady(backup) && isGone(backup, storage, gone))
                .flatMap(backup -> marked(seen, backup, why).stream());
    }

    private static boolean isWholeLook(Observation seen, ObservedRun run) {
        return seen.requestOf(run).filter(Request.Rebuild.class::isInstance).isPresent()
                && seen.report().backups() != null;
    }

    /** Judged is this resource's own place only: what a lost cluster left may have been moved. */
    private static Predicate<String> notFound(Observation seen) {
        var metadata = seen.migration().getMetadata();
        var place = "/" + metadata.getName() + "-" + metadata.getUid().substring(0, UID_PART) + "/";
        var found = requireNonNull(seen.report().backups(), "backups").stream()
                .map(FoundBackup::receipt)
                .map(receipt -> receipt.path())
                .collect(Collectors.toSet());
        return path -> path.contains(place) && !found.contains(path);
    }

    private static Set<String> pruned(Outcome.Ended ended) {
        var pruned = ended.result().pruned();
        return pruned == null ? Set.of() : Set.copyOf(pruned);
    }

    /** What a person says to have found elsewhere may lie outside of what a look sees. */
    private static boolean isGone(DatabaseBackup backup, StorageSpec storage, Predicate<String> gone) {
        return backup.getSpec().found() == null
                && StoredBackup.of(backup)
                        .filter(stored -> stored.storage().equals(storage) && gone.test(stored.path()))
                        .isPresent();
    }

    private static boolean isReady(DatabaseBackup backup) {
        return backup.getStatus() != null
                && backup.getStatus().conditions() != null
                && backup.getStatus().conditions().stream()
                        .anyMatch(condition -> ConditionType.READY.text().equals(condition.getType())
                                && "True".equals(condition.getStatus()));
    }

    private static Optional<Change> marked(Observation seen, DatabaseBackup backup, String why) {
        var status = backup.getStatus();
        var conditions = new Conditions(
                        status.conditions(), backup.getMetadata().getGeneration(), seen.now())
                .add(ConditionType.READY, false, Reason.FILES_GONE, why)
                .add(ConditionType.STALLED, true, Reason.FILES_GONE, why)
                .all();
        return BackupStatuses.change(backup, status.withConditions(conditions));
    }
}
