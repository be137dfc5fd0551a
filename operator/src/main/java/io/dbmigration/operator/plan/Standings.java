package io.dbmigration.operator.plan;

import static java.util.Objects.requireNonNullElse;

import io.dbmigration.api.BackupSpec;
import io.dbmigration.contract.Phase;
import io.dbmigration.contract.Reason;
import io.dbmigration.operator.observe.Observation;
import io.dbmigration.operator.observe.ObservedRun;
import io.dbmigration.operator.outcome.Outcome;
import io.dbmigration.operator.outcome.OutcomeReader;
import io.dbmigration.operator.run.Request;
import io.dbmigration.operator.run.StoredBackup;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out where a request is, from its status, its own runs and what stands in its way. Pure. */
public final class Standings {

    private Standings() {}

    public static Standing of(Observation seen, Request request) {
        if (request.told().isOver()) {
            return new Standing.Over();
        }
        var run = seen.newestOf(request);
        return run.isPresent() ? after(seen, request, run.get()) : orInTheWay(seen, request, new Standing.Due(null));
    }

    private static Standing after(Observation seen, Request request, ObservedRun run) {
        var end = run.closed();
        if (end.isEmpty() || run.underWay()) {
            return new Standing.Working(run);
        }
        var streak = run.streak().orElseThrow().count();
        var due = next(end.get(), streak, seen.now());
        if (due.isEmpty()) {
            return new Standing.Ended(run, end.get());
        }
        var reason = end.get().reason();
        return due.get().isAfter(seen.now())
                ? new Standing.Waiting(reason, end.get().message(), reason.phaseAt(streak), due.get())
                : orInTheWay(seen, request, new Standing.Due(run));
    }

    /** As for a deploy: what passes by itself is tried again, everything else is the request's end. */
    private static Optional<Instant> next(Outcome.Closed end, int streak, Instant now) {
        return end.succeeded()
                ? Optional.empty()
                : Retries.next(end.reason(), streak, requireNonNullElse(end.finishedAt(), now));
    }

    private static Standing orInTheWay(Observation seen, Request request, Standing.Due due) {
        return inTheWay(seen, request).<Standing>map(waiting -> waiting).orElse(due);
    }

    private static Optional<Standing.Waiting> inTheWay(Observation seen, Request request) {
        if (seen.deleting()) {
            return waiting(
                    Reason.DATABASE_MIGRATION_NOT_FOUND,
                    "DatabaseMigration " + seen.migration().getMetadata().getName()
                            + " is being deleted: no run starts any more.",
                    null);
        }
        if (seen.olderTwin() != null) {
            return waiting(
                    Reason.DUPLICATE_TARGET,
                    "DatabaseMigration " + seen.olderTwin()
                            + " is older and has the same database; ask about that one.",
                    null);
        }
        return request.needsBundle() ? bundle(seen, request) : storage(seen, request);
    }

    private static Optional<Standing.Waiting> bundle(Observation seen, Request request) {
        return Obstacles.ofBundle(seen, since(seen, request))
                .map(obstacle -> new Standing.Waiting(
                        obstacle.reason(), obstacle.explanation(), Phase.PENDING, obstacle.until()));
    }

    private static Instant since(Observation seen, Request request) {
        var created = OutcomeReader.instant(request.object().getMetadata().getCreationTimestamp());
        return requireNonNullElse(created, seen.now());
    }

    private static Optional<Standing.Waiting> storage(Observation seen, Request request) {
        return switch (request) {
            case Request.Restore restore ->
                StoredBackup.of(restore.receipt()).isPresent()
                        ? Optional.empty()
                        : waiting(
                                Reason.BACKUP_NOT_FOUND,
                                "DatabaseBackup "
                                        + restore.receipt().getMetadata().getName()
                                        + " does not say yet where its files are.",
                                null);
            case Request.OnDemand onDemand -> ownStorage(seen);
            case Request.Rebuild rebuild -> ownStorage(seen);
            case Request.Found found -> Optional.empty();
            case Request.Resolution resolution -> Optional.empty();
            case Request.Rollback rollback -> Optional.empty();
        };
    }

    private static Optional<Standing.Waiting> ownStorage(Observation seen) {
        return Optional.ofNullable(seen.spec().backup())
                        .map(BackupSpec::storage)
                        .isPresent()
                ? Optional.empty()
                : Optional.of(new Standing.Waiting(
                        Reason.STORAGE_UNAVAILABLE,
                        "The DatabaseMigration names no spec.backup.storage.",
                        Phase.FAILED,
                        null));
    }

    private static Optional<Standing.Waiting> waiting(Reason reason, String explanation, @Nullable Instant until) {
        return Optional.of(new Standing.Waiting(reason, explanation, Phase.PENDING, until));
    }
}
