package io.dbmigration.operator.status;

import io.dbmigration.api.ConditionType;
import io.dbmigration.contract.Phase;
import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunResult;
import io.dbmigration.operator.observe.Observation;
import io.dbmigration.operator.observe.ObservedRun;
import io.dbmigration.operator.outcome.Outcome;
import io.dbmigration.operator.outcome.OutcomeReader;
import io.dbmigration.operator.plan.Decision;
import io.dbmigration.operator.plan.Standing;
import io.dbmigration.operator.run.Marks;
import io.dbmigration.operator.run.Request;
import io.dbmigration.operator.run.Told;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The sentence about one request: how it ended, that it works, or why it waits. */
final class RequestTold {

    private final Observation seen;
    private final Request request;

    RequestTold(Observation seen, Request request) {
        this.seen = seen;
        this.request = request;
    }

    /** Empty where everything is said for ever. */
    Optional<Told> of(Standing standing, Decision decision) {
        return switch (standing) {
            case Standing.Over over -> Optional.empty();
            case Standing.Ended ended -> Optional.of(ended(ended.run(), ended.end()));
            case Standing.Working working -> Optional.of(working(working.run()));
            case Standing.Due due -> Optional.of(due(decision));
            case Standing.Waiting waiting ->
                Optional.of(waiting(waiting.phase(), waiting.reason(), waiting.explanation()));
        };
    }

    /** Of a request that belongs to no pass. */
    static Told stray(Request request, Reason reason, String explanation, Instant now) {
        var message = Verdict.told(Phase.PENDING, reason, explanation).message();
        var conditions = new Conditions(
                        request.told().conditions(),
                        request.object().getMetadata().getGeneration(),
                        now)
                .add(ConditionType.READY, false, reason, message)
                .add(ConditionType.RECONCILING, true, reason, message);
        return new Told(
                conditions.all(), null, reason.text(), Texts.cut(message), null, null, null, requestedBy(request));
    }

    private Told ended(ObservedRun run, Outcome.Closed end) {
        if (end.succeeded()) {
            return over(run, end, RunResult.Outcome.Succeeded, readyReason(end), end.message());
        }
        var message = Verdict.told(Phase.FAILED, end.reason(), end.message()).message();
        return over(run, end, RunResult.Outcome.Failed, end.reason().text(), message);
    }

    /** Of a backup the level that it reached, as in every receipt. */
    private static String readyReason(Outcome.Closed end) {
        return end instanceof Outcome.Ended ended
                        && ended.reason() == Reason.BACKED_UP
                        && ended.result().backup() != null
                ? ended.result().backup().verified().name()
                : end.reason().text();
    }

    /** The end of a look whose words are missing. */
    Told failed(ObservedRun run, Outcome.Closed end, Reason reason, String explanation) {
        var message = Verdict.told(Phase.FAILED, reason, explanation).message();
        return over(run, end, RunResult.Outcome.Failed, reason.text(), message);
    }

    Told succeeded(ObservedRun run, Outcome.Closed end, String reason, String message) {
        return over(run, end, RunResult.Outcome.Succeeded, reason, message);
    }

    private Told over(ObservedRun run, Outcome.Closed end, RunResult.Outcome outcome, String reason, String message) {
        var good = outcome == RunResult.Outcome.Succeeded;
        var conditions = conditions().add(ConditionType.READY, good, reason, message);
        if (!good) {
            conditions.add(ConditionType.STALLED, true, reason, message);
        }
        return new Told(
                conditions.all(),
                outcome.name(),
                good ? end.reason().text() : reason,
                Texts.cut(message),
                run.facts().job(),
                LastRuns.startedAt(run),
                text(end.finishedAt()),
                requestedBy(request));
    }

    private Told working(ObservedRun run) {
        var verdict = Verdict.atWork(seen, run);
        return going(
                verdict.phase(),
                verdict.reason(),
                verdict.message(),
                run.facts().job(),
                LastRuns.startedAt(run));
    }

    /** It starts in this very pass, was refused, or others go first. */
    private Told due(Decision decision) {
        var run = decision instanceof Decision.Beside beside ? beside.run() : decision;
        if (run instanceof Decision.Working working && isForThis(working.run())) {
            return working(working.run());
        }
        return run instanceof Decision.Wait wait
                ? waiting(Phase.PENDING, wait.reason(), wait.explanation())
                : waiting(Phase.PENDING, Reason.QUEUED, "");
    }

    private boolean isForThis(ObservedRun run) {
        var of = run.facts().request();
        return of != null && of.uid().equals(request.uid());
    }

    private Told waiting(Phase phase, Reason reason, String explanation) {
        var message = Verdict.told(phase, reason, explanation).message();
        var last = seen.newestOf(request);
        return going(
                phase,
                reason,
                message,
                last.map(run -> run.facts().job()).orElse(null),
                last.map(LastRuns::startedAt).orElse(null));
    }

    private Told going(Phase phase, Reason reason, String message, @Nullable String job, @Nullable String startedAt) {
        var conditions = conditions()
                .add(ConditionType.READY, false, reason, message)
                .add(phase == Phase.FAILED ? ConditionType.STALLED : ConditionType.RECONCILING, true, reason, message);
        return new Told(
                conditions.all(), null, reason.text(), Texts.cut(message), job, startedAt, null, requestedBy(request));
    }

    private Conditions conditions() {
        return new Conditions(
                request.told().conditions(), request.object().getMetadata().getGeneration(), seen.now());
    }

    private static @Nullable String requestedBy(Request request) {
        var annotations = request.object().getMetadata().getAnnotations();
        var by = annotations == null ? null : annotations.get(Marks.REQUESTED_BY_ANNOTATION);
        return by == null ? null : Texts.cut(by, Texts.NAME);
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : OutcomeReader.text(time);
    }
}
