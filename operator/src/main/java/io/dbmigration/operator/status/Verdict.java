package io.dbmigration.operator.status;

import io.dbmigration.contract.Phase;
import io.dbmigration.contract.Reason;
import io.dbmigration.contract.ReportLine.Progress;
import io.dbmigration.contract.RunKind;
import io.dbmigration.operator.observe.Observation;
import io.dbmigration.operator.observe.ObservedRun;
import io.dbmigration.operator.outcome.Outcome;
import io.dbmigration.operator.plan.Decision;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one sentence about a resource: phase, reason, explanation.
 *
 * @param message what happened, then what to do
 * @param ready whether the database is at the bundle that is asked for
 */
record Verdict(Phase phase, Reason reason, String message, boolean ready) {

    /** Empty where the status stays as it is. */
    static Optional<Verdict> of(Observation seen, Decision decision) {
        return switch (decision) {
            case Decision.Start start ->
                Optional.of(running(Reason.STARTING, "Run " + start.plan().number() + " starts."));
            case Decision.Withdraw withdraw -> Optional.of(withdrawn());
            case Decision.Working working -> Optional.of(working(seen, working.run()));
            case Decision.Wait wait -> Optional.of(told(wait.phase(), wait.reason(), wait.explanation()));
            case Decision.Blocked blocked -> Optional.of(told(Phase.FAILED, blocked.reason(), blocked.explanation()));
            case Decision.Done done -> Optional.of(done(done.run()));
            case Decision.Beside beside -> of(seen, beside.told());
            case Decision.Suspended suspended -> Optional.of(suspended(suspended.done()));
            case Decision.Leave leave ->
                seen.newestDeploy().filter(run -> !seen.isRecorded(run)).map(Verdict::ended);
            case Decision.LookAgain again -> Optional.empty();
        };
    }

    private static Verdict working(Observation seen, ObservedRun run) {
        return switch (run.outcome()) {
            case Outcome.NotStarted waiting when run.job() == null -> withdrawn();
            case Outcome.NotStarted waiting -> atWork(seen, run);
            case Outcome.Running running -> atWork(seen, run);
            case Outcome.Closed closed
            when run.facts().kind() == RunKind.Deploy && (seen.isAsked(run) || seen.deleting()) -> ended(run);
            case Outcome.Closed closed -> pending(Reason.STARTING, "The run before ends; the next one follows.");
        };
    }

    /** Of a run that is not over, whatever it carries out. */
    static Verdict atWork(Observation seen, ObservedRun run) {
        var isNewest = seen.newest().filter(run::equals).isPresent();
        return switch (run.outcome()) {
            case Outcome.NotStarted waiting
            when waiting.trouble() != null ->
                told(Phase.PENDING, Reason.RUNNER_NOT_STARTED, waiting.trouble().text());
            case Outcome.NotStarted waiting -> starting(run);
            case Outcome.Running running -> running(isNewest ? seen.report().progress() : null, run);
            case Outcome.Closed closed -> pending(Reason.STARTING, "The run ends.");
        };
    }

    private static Verdict running(@Nullable Progress progress, ObservedRun run) {
        return progress == null || progress.reason() == null
                ? starting(run)
                : running(progress.reason(), ProgressText.of(progress));
    }

    private static Verdict ended(ObservedRun run) {
        var end = run.closed().orElseThrow();
        return end.succeeded()
                ? done(run)
                : told(end.reason().phaseAt(run.streak().orElseThrow().count()), end.reason(), end.message());
    }

    private static Verdict done(ObservedRun run) {
        var end = run.closed().orElseThrow();
        var reason = reasonOf(run, end);
        return new Verdict(reason == Reason.RESOLVED ? Phase.RESOLVED : Phase.APPLIED, reason, end.message(), true);
    }

    /** The first deploy after a person marked a migration as applied, if nothing else was to be done. */
    static Reason reasonOf(ObservedRun run, Outcome.Closed end) {
        return end.reason() == Reason.UP_TO_DATE && run.facts().afterResolution() ? Reason.RESOLVED : end.reason();
    }

    private static Verdict suspended(@Nullable ObservedRun done) {
        return done == null
                ? new Verdict(Phase.SUSPENDED, Reason.SUSPENDED, Reason.SUSPENDED.advice(), false)
                : new Verdict(
                        Phase.SUSPENDED,
                        reasonOf(done, done.closed().orElseThrow()),
                        done.closed().orElseThrow().message(),
                        true);
    }

    private static Verdict running(Reason reason, String message) {
        return new Verdict(Phase.RUNNING, reason, message, false);
    }

    private static Verdict pending(Reason reason, String message) {
        return new Verdict(Phase.PENDING, reason, message, false);
    }

    /** Says what happened, with the code that Prisma's users search for, then what to do. */
    static Verdict told(Phase phase, Reason reason, String explanation) {
        var message =
                explanation.endsWith(reason.advice()) ? explanation : sentence(explanation) + " " + reason.advice();
        var code = reason.prismaCode()
                .filter(known -> !message.contains(known))
                .map(known -> known + ": ")
                .orElse("");
        return new Verdict(phase, reason, code + message.strip(), false);
    }

    /** What Kubernetes and PostgreSQL say ends as it likes. */
    private static String sentence(String text) {
        var stripped = text.strip();
        return stripped.isEmpty() || ".!?…".indexOf(stripped.charAt(stripped.length() - 1)) >= 0
                ? stripped
                : stripped + ".";
    }

    private static Verdict withdrawn() {
        return pending(Reason.STARTING, "The run that could not start is withdrawn; the next one follows.");
    }

    private static Verdict starting(ObservedRun run) {
        var previous = run.facts().previous();
        var what = "Run " + run.facts().number()
                + Optional.ofNullable(run.facts().request())
                        .map(request -> " for " + request.text())
                        .orElse("");
        return running(
                Reason.STARTING,
                previous == null
                        ? what + " starts."
                        : what + " starts; the one before ended with "
                                + previous.reason().text() + ".");
    }
}
