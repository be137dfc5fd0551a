package io.dbmigration.operator.status;

import io.dbmigration.api.ConditionType;
import io.dbmigration.api.DatabaseMigrationStatus;
import io.dbmigration.contract.Phase;
import io.dbmigration.contract.Reason;
import io.dbmigration.operator.bundle.BundleConfigMaps;
import io.dbmigration.operator.bundle.BundleSource;
import io.dbmigration.operator.observe.Observation;
import io.dbmigration.operator.observe.ObservedRun;
import io.dbmigration.operator.outcome.Outcome;
import io.dbmigration.operator.run.Streak;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is worth an event: each transition once, each notice of a result once; nothing while it only goes on. */
final class Announcements {

    /** @param warning whether something is wrong */
    record Announcement(boolean warning, String reason, String message) {

        Announcement asNormal() {
            return new Announcement(false, reason, message);
        }

        /** The same, told elsewhere. */
        Announcement about(HasMetadata object) {
            return new Announcement(
                    warning,
                    reason,
                    object.getKind() + " " + object.getMetadata().getName() + ": " + message);
        }
    }

    private Announcements() {}

    static List<Announcement> of(Observation seen, DatabaseMigrationStatus after) {
        var announcements = new ArrayList<Announcement>();
        transition(seen, after).ifPresent(announcements::add);
        if (seen.before() == null || seen.before().lastRun() == null) {
            unwatched(seen).ifPresent(announcements::add);
        }
        announcements.addAll(notices(seen));
        return announcements;
    }

    private static Optional<Announcement> transition(Observation seen, DatabaseMigrationStatus after) {
        var was = ready(seen.before());
        var is = ready(after);
        if (is == null || isSame(was, is) || goesOn(seen, after)) {
            return Optional.empty();
        }
        return Optional.of(new Announcement(isWarning(after), is.getReason(), is.getMessage()));
    }

    static boolean isSame(@Nullable Condition was, Condition is) {
        return was != null
                && Objects.equals(was.getReason(), is.getReason())
                && Objects.equals(was.getStatus(), is.getStatus());
    }

    /** A further try for the same wish, its place in the queue, or its ending as the one before. */
    private static boolean goesOn(Observation seen, DatabaseMigrationStatus after) {
        var last = after.lastRun();
        var ready = ready(after);
        if (last != null && ready != null && Reason.QUEUED.text().equals(ready.getReason())) {
            return true;
        }
        if (last == null || last.attempt() == null || last.attempt() == 1) {
            return false;
        }
        if (last.outcome() == null) {
            return Phase.RUNNING.text().equals(after.phase());
        }
        return seen.newest()
                .flatMap(ObservedRun::streak)
                .filter(streak -> streak.count() > 1 && samePhaseAsBefore(streak))
                .isPresent();
    }

    private static boolean samePhaseAsBefore(Streak streak) {
        return streak.reason().phaseAt(streak.count()) == streak.reason().phaseAt(streak.count() - 1);
    }

    private static boolean isWarning(DatabaseMigrationStatus after) {
        if (Phase.FAILED.text().equals(after.phase())) {
            return true;
        }
        return Phase.PENDING.text().equals(after.phase())
                && Optional.ofNullable(ready(after))
                        .flatMap(condition -> Reason.of(condition.getReason()))
                        .filter(reason -> reason != Reason.QUEUED && reason != Reason.STARTING)
                        .isPresent();
    }

    private static Optional<Announcement> unwatched(Observation seen) {
        return seen.bundle() instanceof BundleSource.Found found && !found.watched()
                ? Optional.of(new Announcement(
                        false,
                        "BundleNotWatched",
                        "The bundle's ConfigMap has no label " + BundleConfigMaps.LABEL
                                + "=true: an edit is not seen by itself."))
                : Optional.empty();
    }

    private static List<Announcement> notices(Observation seen) {
        return seen
                .newest()
                .filter(run -> !seen.isRecorded(run))
                .map(ObservedRun::outcome)
                .filter(Outcome.Ended.class::isInstance)
                .map(Outcome.Ended.class::cast)
                .map(ended -> ended.result().notices())
                .orElse(List.of())
                .stream()
                .map(notice -> new Announcement(true, notice.reason(), notice.message()))
                .toList();
    }

    private static @Nullable Condition ready(@Nullable DatabaseMigrationStatus status) {
        if (status == null || status.conditions() == null) {
            return null;
        }
        return status.conditions().stream()
                .filter(condition -> ConditionType.READY.text().equals(condition.getType()))
                .findFirst()
                .orElse(null);
    }
}
