package io.dbmigration.operator.status;

import io.dbmigration.api.DatabaseMigrationStatus.LastRun;
import io.dbmigration.contract.RunKind;
import io.dbmigration.contract.RunResult;
import io.dbmigration.operator.observe.Observation;
import io.dbmigration.operator.observe.ObservedRun;
import io.dbmigration.operator.outcome.Outcome;
import io.dbmigration.operator.outcome.OutcomeReader;
import io.dbmigration.operator.plan.Decision;
import io.dbmigration.operator.run.Streak;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code status.lastRun}: what is remembered of the newest run when its Job is gone. */
final class LastRuns {

    /** Of a run that never started; its identity is left out, so that it counts for nothing. */
    private static final String WITHDRAWN = "Withdrawn";

    private LastRuns() {}

    static @Nullable LastRun of(Observation seen, Decision decision) {
        return switch (decision) {
            case Decision.Withdraw withdraw -> withdrawn(withdraw.run());
            case Decision.Working working -> orRecorded(seen, working.run());
            case Decision.Start start -> kept(seen);
            case Decision.Wait wait -> newest(seen);
            case Decision.Done done -> orRecorded(seen, done.run());
            case Decision.Blocked blocked -> newest(seen);
            case Decision.Suspended suspended -> newest(seen);
            case Decision.Leave leave -> newest(seen);
            case Decision.Beside beside -> of(seen, beside.run());
            case Decision.LookAgain again -> kept(seen);
        };
    }

    /** {@code status.lastDeploy}: beside a newest run of another kind, the deploy that the conditions speak of. */
    static @Nullable LastRun deployBeside(Observation seen, @Nullable LastRun newest) {
        if (newest == null || RunKind.Deploy.name().equals(newest.kind())) {
            return null;
        }
        return seen.newestDeploy().map(run -> remembered(seen, run)).orElse(null);
    }

    private static LastRun remembered(Observation seen, ObservedRun run) {
        return Stream.ofNullable(seen.before())
                .flatMap(before -> Stream.of(before.lastRun(), before.lastDeploy()))
                .flatMap(Stream::ofNullable)
                .filter(last -> run.facts().job().equals(last.job()) && last.outcome() != null)
                .findFirst()
                .orElseGet(() -> told(run));
    }

    private static @Nullable LastRun newest(Observation seen) {
        return seen.newest().map(run -> orRecorded(seen, run)).orElseGet(() -> kept(seen));
    }

    private static @Nullable LastRun kept(Observation seen) {
        return seen.before() == null ? null : seen.before().lastRun();
    }

    /** What is recorded stays as it is, also when pod and Job are gone. */
    private static @Nullable LastRun orRecorded(Observation seen, ObservedRun run) {
        return seen.isRecorded(run) ? kept(seen) : told(run);
    }

    private static LastRun told(ObservedRun run) {
        var facts = run.facts();
        var end = run.closed().orElse(null);
        return new LastRun(
                facts.wish().identity(),
                facts.number(),
                facts.job(),
                facts.kind().name(),
                end == null ? null : outcome(end).name(),
                end == null ? null : Verdict.reasonOf(run, end).text(),
                run.streak().map(Streak::count).orElse(null),
                startedAt(run),
                end == null ? null : text(end.finishedAt()),
                facts.attempt());
    }

    private static LastRun withdrawn(ObservedRun run) {
        var facts = run.facts();
        return new LastRun(
                null,
                facts.number(),
                facts.job(),
                facts.kind().name(),
                WITHDRAWN,
                null,
                null,
                startedAt(run),
                null,
                facts.attempt());
    }

    private static RunResult.Outcome outcome(Outcome.Closed end) {
        return end.succeeded() ? RunResult.Outcome.Succeeded : RunResult.Outcome.Failed;
    }

    static @Nullable String startedAt(ObservedRun run) {
        if (run.outcome() instanceof Outcome.Ended ended
                && OutcomeReader.instant(ended.result().startedAt()) != null) {
            return ended.result().startedAt();
        }
        return run.job() == null ? null : run.job().getMetadata().getCreationTimestamp();
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
