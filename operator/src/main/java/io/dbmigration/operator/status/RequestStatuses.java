package io.dbmigration.operator.status;

import io.dbmigration.api.ConditionType;
import io.dbmigration.api.DatabaseBackup;
import io.dbmigration.api.DatabaseRestore;
import io.dbmigration.api.MigrationResolution;
import io.dbmigration.api.MigrationRollback;
import io.dbmigration.api.ResolutionStatus;
import io.dbmigration.api.RestoreStatus;
import io.dbmigration.api.RollbackStatus;
import io.dbmigration.contract.Phase;
import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunResult;
import io.dbmigration.operator.observe.Observation;
import io.dbmigration.operator.outcome.Outcome;
import io.dbmigration.operator.plan.Decision;
import io.dbmigration.operator.plan.Standing;
import io.dbmigration.operator.plan.Standings;
import io.dbmigration.operator.run.Request;
import io.dbmigration.operator.run.Told;
import io.dbmigration.operator.status.Announcements.Announcement;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.CustomResource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes the whole status of each request anew. Pure: nothing new gives an equal status. */
public final class RequestStatuses {

    /**
     * A status that is to be written.
     *
     * @param object as it was seen
     * @param changed with name, version and the new status only
     * @param news about the object itself
     * @param end whether the request is over now
     */
    public record Change(
            CustomResource<?, ?> object, CustomResource<?, ?> changed, Optional<Announcement> news, boolean end) {

        /** Of what went as somebody wished it. */
        Change withoutWarning() {
            return new Change(object, changed, news.map(Announcement::asNormal), end);
        }
    }

    private RequestStatuses() {}

    /** Only those that differ from what is written. */
    public static List<Change> of(Observation seen, Decision decision) {
        return Stream.concat(
                        seen.requests().stream().flatMap(request -> changed(seen, decision, request).stream()),
                        GoneFiles.of(seen))
                .toList();
    }

    private static Optional<Change> changed(Observation seen, Decision decision, Request request) {
        if (request instanceof Request.Rebuild) {
            return Optional.empty();
        }
        var standing = Standings.of(seen, request);
        var words = new RequestTold(seen, request);
        return words.of(standing, decision).flatMap(told -> switch (request) {
            case Request.Resolution resolution -> of(resolution.object(), told);
            case Request.Rollback rollback -> of(rollback.object(), told, standing);
            case Request.Restore restore -> of(restore.object(), told, standing);
            case Request.OnDemand onDemand -> BackupStatuses.onDemand(onDemand, told, standing, words);
            case Request.Found found -> BackupStatuses.found(seen, found, told, standing, words);
            case Request.Rebuild rebuild -> Optional.empty();
        });
    }

    /** Of a request that belongs to no pass. */
    static Optional<Change> stray(Request request, Reason reason, String explanation, Instant now) {
        var told = RequestTold.stray(request, reason, explanation, now);
        var waiting = new Standing.Waiting(reason, explanation, Phase.PENDING, null);
        return switch (request) {
            case Request.Resolution resolution -> of(resolution.object(), told);
            case Request.Rollback rollback -> of(rollback.object(), told, waiting);
            case Request.Restore restore -> of(restore.object(), told, waiting);
            case Request.OnDemand onDemand -> BackupStatuses.change(onDemand.object(), BackupStatuses.bare(told));
            case Request.Found found -> BackupStatuses.change(found.object(), BackupStatuses.bare(told));
            case Request.Rebuild rebuild -> Optional.empty();
        };
    }

    private static Optional<Change> of(MigrationResolution object, Told told) {
        var fresh = Fresh.of(object, new MigrationResolution());
        fresh.setStatus(new ResolutionStatus(
                object.getMetadata().getGeneration(),
                told.conditions(),
                told.outcome(),
                told.reason(),
                told.message(),
                told.job(),
                told.startedAt(),
                told.finishedAt(),
                told.requestedBy()));
        return change(object, fresh, Request.Resolution::new);
    }

    private static Optional<Change> of(MigrationRollback object, Told told, Standing standing) {
        var result = result(standing);
        var fresh = Fresh.of(object, new MigrationRollback());
        fresh.setStatus(new RollbackStatus(
                object.getMetadata().getGeneration(),
                told.conditions(),
                told.outcome(),
                told.reason(),
                told.message(),
                told.job(),
                told.startedAt(),
                told.finishedAt(),
                told.requestedBy(),
                result.map(RunResult::headMigration).orElse(null),
                ownBackup(result, told)));
        return change(object, fresh, Request.Rollback::new);
    }

    private static Optional<Change> of(DatabaseRestore object, Told told, Standing standing) {
        var result = result(standing);
        var fresh = Fresh.of(object, new DatabaseRestore());
        fresh.setStatus(new RestoreStatus(
                object.getMetadata().getGeneration(),
                told.conditions(),
                told.outcome(),
                told.reason(),
                told.message(),
                told.job(),
                told.startedAt(),
                told.finishedAt(),
                told.requestedBy(),
                result.map(RunResult::restored).orElse(null),
                ownBackup(result, told)));
        return change(object, fresh, changed -> new Request.Restore(changed, new DatabaseBackup()));
    }

    /** A receipt is named as the Job that took the backup. */
    private static @Nullable String ownBackup(Optional<RunResult> result, Told told) {
        return result.map(RunResult::backup).isPresent() ? told.job() : null;
    }

    static Optional<RunResult> result(Standing standing) {
        return standing instanceof Standing.Ended ended && ended.end() instanceof Outcome.Ended told
                ? Optional.of(told.result())
                : Optional.empty();
    }

    /** @param read reads what the status of an object says */
    static <T extends CustomResource<?, ?>> Optional<Change> change(T object, T changed, Function<T, Request> read) {
        if (changed.getStatus().equals(object.getStatus())) {
            return Optional.empty();
        }
        var after = read.apply(changed).told();
        return Optional.of(new Change(
                object,
                changed,
                news(ready(read.apply(object).told()), ready(after), isWarning(after)),
                after.isOver()));
    }

    private static boolean isWarning(Told told) {
        return told.conditions() != null
                && told.conditions().stream()
                        .anyMatch(condition -> ConditionType.STALLED.text().equals(condition.getType()));
    }

    static Optional<Announcement> news(@Nullable Condition was, @Nullable Condition is, boolean warning) {
        return is == null || (was != null && Announcements.isSame(was, is))
                ? Optional.empty()
                : Optional.of(new Announcement(warning, is.getReason(), is.getMessage()));
    }

    private static @Nullable Condition ready(Told told) {
        return told.conditions() == null
                ? null
                : told.conditions().stream()
                        .filter(condition -> ConditionType.READY.text().equals(condition.getType()))
                        .findFirst()
                        .orElse(null);
    }
}
