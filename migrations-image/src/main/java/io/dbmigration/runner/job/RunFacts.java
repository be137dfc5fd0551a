package io.dbmigration.runner.job;

import io.dbmigration.contract.Failure;
import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunKind;
import io.dbmigration.contract.RunResult;
import io.dbmigration.contract.RunResult.Counts;
import io.dbmigration.contract.RunResult.DatabaseIdentity;
import io.dbmigration.contract.RunResult.Notice;
import io.dbmigration.contract.RunResult.Outcome;
import io.dbmigration.contract.RunResult.Receipt;
import io.dbmigration.contract.RunResult.Restored;
import io.dbmigration.runner.bundle.Bundle;
import io.dbmigration.runner.diagnosis.Diagnosis;
import io.dbmigration.runner.history.HistoryRow;
import io.dbmigration.runner.history.Marker;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a run has learned so far; its result, good or bad, tells all of it. */
final class RunFacts {

    private final RunKind kind;
    private final String run;
    private final Clock clock;
    private final Instant startedAt;
    /** By all of their text: to tell two records apart, Java would first have to make the code for it. */
    private final Map<String, Notice> notices = new LinkedHashMap<>();

    private @Nullable Bundle bundle;
    private @Nullable DatabaseIdentity database;
    private @Nullable Receipt backup;
    private @Nullable Diagnosis diagnosis;
    private int appliedNow;
    private boolean leftNothing;
    private @Nullable Boolean changed;
    private @Nullable Restored restored;
    private @Nullable List<String> pruned;

    RunFacts(RunKind kind, String run, Clock clock) {
        this.kind = kind;
        this.run = run;
        this.clock = clock;
        this.startedAt = clock.instant();
        this.changed = kind == RunKind.Deploy ? null : Boolean.FALSE;
    }

    void bundle(Bundle found) {
        bundle = found;
        found.notices().forEach(notice -> note("Bundle", notice));
    }

    void database(DatabaseIdentity identity) {
        database = identity;
    }

    void backup(Receipt receipt) {
        backup = receipt;
    }

    /** What the request asked for is in the database; also where the run fails afterwards. */
    void changed() {
        changed = true;
    }

    boolean hasChanged() {
        return Boolean.TRUE.equals(changed);
    }

    void restored(Restored database) {
        restored = database;
        changed = true;
    }

    void pruned(List<String> paths) {
        pruned = List.copyOf(paths);
    }

    /** Whether the database has migrations that sort after the target. */
    boolean isBeyondTarget() {
        return diagnosis != null && !diagnosis.appliedBeyondTarget().isEmpty();
    }

    void diagnosis(Diagnosis newest) {
        diagnosis = newest;
    }

    void appliedOneMore() {
        appliedNow++;
    }

    int appliedNow() {
        return appliedNow;
    }

    /** The history at the end: whether a script of this run may have left something behind without being applied. */
    void lastRows(List<HistoryRow> rows) {
        leftNothing = rows.stream()
                .filter(HistoryRow::failed)
                .flatMap(row -> row.marker().stream())
                .filter(marker -> marker.run().equals(run))
                .allMatch(marker -> marker.state() == Marker.State.FAILED_LEFT_NOTHING
                        || marker.state() == Marker.State.INTERRUPTED);
    }

    /** How many migrations this run applied, for its backup's manifest; empty where more may have changed than these. */
    Optional<Integer> changes() {
        return appliedNow > 0 || leftNothing ? Optional.of(appliedNow) : Optional.empty();
    }

    /** Twice the same is told once: a new plan finds the same differences again. */
    void note(String reason, String message) {
        note(new Notice(reason, message));
    }

    void note(Notice notice) {
        notices.putIfAbsent(notice.reason() + ": " + notice.message(), notice);
    }

    void note(Collection<Notice> more) {
        more.forEach(this::note);
    }

    RunResult succeeded(Reason reason, String message) {
        return result(Outcome.Succeeded, reason, message, null);
    }

    RunResult failed(Reason reason, String message, @Nullable Failure failure) {
        return result(Outcome.Failed, reason, message, failure);
    }

    private RunResult result(Outcome outcome, Reason reason, String message, @Nullable Failure failure) {
        return new RunResult(
                run,
                kind,
                outcome,
                reason,
                message,
                bundle == null ? null : facts(bundle),
                diagnosis == null ? null : diagnosis.headMigration(),
                diagnosis == null ? null : counts(diagnosis),
                database,
                backup,
                failure,
                List.copyOf(notices.values()),
                time(startedAt),
                time(clock.instant()),
                changed,
                restored,
                pruned);
    }

    private static RunResult.BundleFacts facts(Bundle read) {
        return new RunResult.BundleFacts(
                read.digest(), read.head().orElse(null), read.migrations().size());
    }

    private Counts counts(Diagnosis known) {
        return new Counts(
                known.applied().size(), known.pending().size(), known.failed().size(), appliedNow);
    }

    private static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
