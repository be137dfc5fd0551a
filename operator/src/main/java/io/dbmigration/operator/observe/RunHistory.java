package io.dbmigration.operator.observe;

import static java.util.Objects.requireNonNullElse;

import io.dbmigration.api.DatabaseMigrationStatus;
import io.dbmigration.api.DatabaseMigrationStatus.LastRun;
import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunKind;
import io.dbmigration.contract.RunResult;
import io.dbmigration.operator.outcome.Outcome;
import io.dbmigration.operator.outcome.OutcomeReader;
import io.dbmigration.operator.outcome.Trouble;
import io.dbmigration.operator.run.Marks;
import io.dbmigration.operator.run.Request;
import io.dbmigration.operator.run.RunFacts;
import io.dbmigration.operator.run.Streak;
import io.dbmigration.operator.run.Told;
import io.dbmigration.operator.run.Wish;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts Jobs, pods and the last status together to runs. A pod without its Job is a run too: it may still work. */
final class RunHistory {

    private final @Nullable DatabaseMigrationStatus before;
    private final List<Request> requests;
    private final Map<String, Job> jobs = new HashMap<>();
    private final Map<String, List<Pod>> pods = new HashMap<>();

    private RunHistory(@Nullable DatabaseMigrationStatus before, List<Request> requests) {
        this.before = before;
        this.requests = requests;
    }

    /** Newest first. */
    static List<ObservedRun> of(
            List<Job> jobs, List<Pod> pods, @Nullable DatabaseMigrationStatus before, List<Request> requests) {
        var history = new RunHistory(before, requests);
        jobs.forEach(job -> history.jobs.put(job.getMetadata().getName(), job));
        pods.forEach(pod -> history.pods
                .computeIfAbsent(
                        pod.getMetadata().getLabels().getOrDefault(Marks.JOB_NAME_LABEL, ""), name -> new ArrayList<>())
                .add(pod));
        return history.runs();
    }

    /** The same run with what events say about its pod that does not start. */
    static ObservedRun withTrouble(ObservedRun run, Trouble trouble) {
        return new ObservedRun(run.facts(), run.job(), run.pods(), new Outcome.NotStarted(trouble));
    }

    private List<ObservedRun> runs() {
        var names = new TreeMap<String, ObservedRun>();
        jobs.forEach((name, job) -> names.put(name, run(RunFacts.of(name, job.getMetadata()), job)));
        pods.forEach((name, ofJob) -> names.computeIfAbsent(
                name, missing -> run(RunFacts.of(name, ofJob.getFirst().getMetadata()), null)));
        lasts().forEach(last ->
                remembered(last, names).ifPresent(run -> names.put(run.facts().job(), run)));
        return names.values().stream()
                .sorted(Comparator.comparingInt((ObservedRun run) -> run.facts().number())
                        .reversed())
                .toList();
    }

    private ObservedRun run(RunFacts facts, @Nullable Job job) {
        var ofJob = pods.getOrDefault(facts.job(), List.of());
        var outcome = OutcomeReader.read(job, ofJob, null);
        return new ObservedRun(facts, job, ofJob, orRecorded(facts, outcome));
    }

    /** Where a pod is gone that had a result, the status still has it, or that of the request it carried out. */
    private Outcome orRecorded(RunFacts facts, Outcome outcome) {
        if (!(outcome instanceof Outcome.Broken)) {
            return outcome;
        }
        var byResource =
                lasts().filter(last -> facts.job().equals(last.job())).flatMap(last -> recorded(last).stream());
        var byRequests = requests.stream()
                .map(Request::told)
                .filter(told -> facts.job().equals(told.job()))
                .flatMap(told -> recorded(told).stream());
        return Stream.concat(byResource, byRequests).findFirst().orElse(outcome);
    }

    private static Optional<Outcome> recorded(Told told) {
        return Reason.of(told.reason())
                .filter(reason -> told.isOver())
                .map(reason -> new Outcome.Recorded(
                        reason,
                        RunResult.Outcome.Succeeded.name().equals(told.outcome()),
                        requireNonNullElse(told.message(), ""),
                        OutcomeReader.instant(told.finishedAt())));
    }

    /** A run that the status tells of, when nothing of it is left in the cluster. */
    private Optional<ObservedRun> remembered(LastRun last, Map<String, ObservedRun> seen) {
        if (last.job() == null || last.number() == null || seen.containsKey(last.job())) {
            return Optional.empty();
        }
        var outcome =
                recorded(last).or(() -> withdrawn(last)).orElseGet(() -> OutcomeReader.read(null, List.of(), null));
        return Optional.of(new ObservedRun(facts(last, last.job(), last.number()), null, List.of(), outcome));
    }

    private static RunFacts facts(LastRun last, String job, int number) {
        int streak = requireNonNullElse(last.streak(), 1);
        var previous =
                Reason.of(last.reason()).filter(reason -> streak > 1).map(reason -> new Streak(reason, streak - 1));
        return new RunFacts(
                job,
                "",
                kind(last),
                number,
                requireNonNullElse(last.attempt(), 1),
                previous.orElse(null),
                new Wish(requireNonNullElse(last.id(), ""), "", "", null),
                "",
                "",
                null,
                null,
                Reason.RESOLVED.text().equals(last.reason()));
    }

    private static RunKind kind(LastRun last) {
        return Arrays.stream(RunKind.values())
                .filter(kind -> kind.name().equals(last.kind()))
                .findFirst()
                .orElse(RunKind.Deploy);
    }

    private Optional<Outcome> recorded(LastRun last) {
        return Reason.of(last.reason())
                .filter(reason -> last.outcome() != null)
                .map(reason -> new Outcome.Recorded(
                        reason,
                        RunResult.Outcome.Succeeded.name().equals(last.outcome()),
                        message(reason),
                        OutcomeReader.instant(last.finishedAt())));
    }

    /** It never started, so it cannot have done anything. */
    private static Optional<Outcome> withdrawn(LastRun last) {
        return last.outcome() != null && last.reason() == null
                ? Optional.of(
                        new Outcome.Broken(Reason.RUNNER_NOT_STARTED, "The run was withdrawn before it started.", null))
                : Optional.empty();
    }

    /** The sentence that the status had for it. */
    private String message(Reason reason) {
        if (before == null || before.conditions() == null) {
            return "";
        }
        return before.conditions().stream()
                .filter(condition -> reason.text().equals(condition.getReason()))
                .map(condition -> requireNonNullElse(condition.getMessage(), ""))
                .findFirst()
                .orElse("");
    }

    private Stream<LastRun> lasts() {
        return before == null
                ? Stream.of()
                : Stream.of(before.lastRun(), before.lastDeploy()).flatMap(Stream::ofNullable);
    }
}
