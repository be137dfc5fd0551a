package io.dbmigration.operator.testing;

import io.dbmigration.api.DatabaseBackup;
import io.dbmigration.api.DatabaseMigration;
import io.dbmigration.api.DatabaseMigrationStatus;
import io.dbmigration.api.DatabaseRestore;
import io.dbmigration.api.MigrationResolution;
import io.dbmigration.api.MigrationRollback;
import io.dbmigration.contract.RunResult;
import io.dbmigration.operator.bundle.BundleCache;
import io.dbmigration.operator.bundle.BundleConfigMaps;
import io.dbmigration.operator.bundle.BundleFinder;
import io.dbmigration.operator.observe.Observation;
import io.dbmigration.operator.observe.ObservedRun;
import io.dbmigration.operator.observe.Observer;
import io.dbmigration.operator.observe.RequestObserver;
import io.dbmigration.operator.observe.Requests;
import io.dbmigration.operator.observe.RunObserver;
import io.dbmigration.operator.observe.Runs;
import io.dbmigration.operator.observe.Twins;
import io.dbmigration.operator.observe.WrittenStatuses;
import io.dbmigration.operator.outcome.Outcome;
import io.dbmigration.operator.outcome.RunReport;
import io.dbmigration.operator.plan.Chores;
import io.dbmigration.operator.plan.Decision;
import io.dbmigration.operator.plan.Planner;
import io.dbmigration.operator.run.JobFactory;
import io.dbmigration.operator.run.Marks;
import io.dbmigration.operator.run.Request;
import io.dbmigration.operator.run.RunFacts;
import io.dbmigration.operator.run.RunnerSettings;
import io.dbmigration.operator.run.Told;
import io.dbmigration.operator.status.Receipts;
import io.dbmigration.operator.status.RequestStatuses;
import io.dbmigration.operator.status.StatusFactory;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.CustomResource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One resource's life without a cluster: Jobs and pods are kept in memory and the operator's own pure parts look, decide and tell.
 * The test plays people, job controller and kubelet.
 */
public final class Story implements Runs, Requests {

    public final MovableClock clock = new MovableClock();
    public final List<Job> jobs = new ArrayList<>();
    public final List<Pod> pods = new ArrayList<>();
    public final List<DatabaseMigration> others = new ArrayList<>();
    public DatabaseMigration migration = Migrations.basefly();
    public final List<MigrationResolution> resolutions = new ArrayList<>();
    public final List<MigrationRollback> rollbacks = new ArrayList<>();
    public final List<DatabaseBackup> backups = new ArrayList<>();
    public final List<DatabaseRestore> restores = new ArrayList<>();
    public RunReport report = RunReport.NOTHING;
    public Observation seen;
    public Chores chores;

    private final Map<String, ConfigMap> watched = new HashMap<>();
    private final Map<String, ConfigMap> unlabelled = new HashMap<>();
    private final BundleFinder bundles = new BundleFinder(new BundleConfigMaps(
            (namespace, name) -> Optional.ofNullable(watched.get(name)),
            (namespace, name) -> Optional.ofNullable(unlabelled.get(name))));
    private String image = "runner:1";

    public Story() {
        bundle("20240101_a.sql", "create table a()");
    }

    public Story bundle(String... keysAndScripts) {
        watched.put("bundle", BundleCache.strip(configMap(keysAndScripts)));
        return this;
    }

    /** The ConfigMap has no label by now, so that its changes are not seen. */
    public Story unlabelledBundle(String... keysAndScripts) {
        watched.clear();
        unlabelled.put("bundle", configMap(keysAndScripts));
        return this;
    }

    private static ConfigMap configMap(String... keysAndScripts) {
        var content = new ConfigMapBuilder()
                .withNewMetadata()
                .withName("bundle")
                .withNamespace(Migrations.NAMESPACE)
                .endMetadata()
                .addToData("migration_lock.toml", "provider = \"postgresql\"");
        for (int i = 0; i < keysAndScripts.length; i += 2) {
            content.addToData(keysAndScripts[i], keysAndScripts[i + 1]);
        }
        return content.build();
    }

    public Story withoutBundle() {
        watched.clear();
        return this;
    }

    public Story upgradedTo(String runnerImage) {
        image = runnerImage;
        return this;
    }

    public Story edit(String specPatch) {
        return change(present -> Migrations.edited(present, specPatch));
    }

    public Story retry(String value) {
        return change(present -> Migrations.annotated(present, value));
    }

    private Story change(UnaryOperator<DatabaseMigration> change) {
        var status = migration.getStatus();
        migration = change.apply(migration);
        migration.setStatus(status);
        return this;
    }

    public Story later(Duration by) {
        clock.advance(by);
        return this;
    }

    /** Passes until a pass has nothing at once to do; the answer is what the last one decided. */
    public Decision settle() {
        var decision = pass();
        for (int i = 0; i < 10 && isToBeRepeated(decision); i++) {
            decision = pass();
        }
        return decision;
    }

    private boolean isOnlyTold() {
        return seen.newest()
                .filter(run -> run.closed().isPresent() && !run.underWay() && !seen.isRecorded(run))
                .isPresent();
    }

    private boolean isToBeRepeated(Decision decision) {
        return decision instanceof Decision.Start
                || decision instanceof Decision.Withdraw
                || (decision instanceof Decision.Beside beside && isToBeRepeated(beside.run()))
                || isOnlyTold()
                || (decision instanceof Decision.Working working
                        && working.run().closed().isPresent()
                        && !working.run().underWay());
    }

    /** One pass: a Start makes the Job and its pod, the status is kept. */
    public Decision pass() {
        seen = observer().observe(migration);
        var decision = new Planner(image).decide(seen);
        var carriedOut = carryOut(decision);
        Receipts.newReceipts(seen).stream().filter(this::isNew).forEach(this::create);
        RequestStatuses.of(seen, carriedOut).forEach(change -> keep(change.object(), change.changed()));
        StatusFactory.statusOf(seen, carriedOut).ifPresent(migration::setStatus);
        chores = Chores.after(seen, carriedOut);
        return decision;
    }

    private Decision carryOut(Decision decision) {
        return switch (decision) {
            case Decision.Start start -> begin(start);
            case Decision.Beside beside -> new Decision.Beside(carryOut(beside.run()), beside.told());
            case Decision.Withdraw withdraw -> {
                forget(withdraw.run().facts().job());
                yield withdraw;
            }
            default -> decision;
        };
    }

    private boolean isNew(DatabaseBackup receipt) {
        return backups.stream()
                .noneMatch(present -> present.getMetadata()
                        .getName()
                        .equals(receipt.getMetadata().getName()));
    }

    private void create(DatabaseBackup receipt) {
        receipt.getMetadata().setUid("uid-of-" + receipt.getMetadata().getName());
        receipt.getMetadata().setResourceVersion("5");
        receipt.getMetadata().setGeneration(1L);
        receipt.getMetadata().setCreationTimestamp(clock.instant().toString());
        backups.add(receipt);
    }

    /** As the API server would keep a status. */
    @SuppressWarnings("unchecked")
    private static <T> void keep(CustomResource<?, T> object, CustomResource<?, ?> changed) {
        object.setStatus((T) changed.getStatus());
    }

    /** Fields of a request's status, whatever its kind. */
    public static Told told(CustomResource<?, ?> request) {
        return Request.ofAny(request).orElseThrow().told();
    }

    @Override
    public List<MigrationResolution> resolutions(DatabaseMigration of) {
        return List.copyOf(resolutions);
    }

    @Override
    public List<MigrationRollback> rollbacks(DatabaseMigration of) {
        return List.copyOf(rollbacks);
    }

    @Override
    public List<DatabaseBackup> backups(DatabaseMigration of) {
        return List.copyOf(backups);
    }

    @Override
    public List<DatabaseRestore> restoresOf(DatabaseBackup backup) {
        return restores.stream()
                .filter(restore -> restore.getSpec()
                        .backupRef()
                        .name()
                        .equals(backup.getMetadata().getName()))
                .toList();
    }

    /** As the launcher would. */
    private Decision begin(Decision.Start start) {
        var job = factory().jobOf(start.plan());
        job.getMetadata().setUid("job-" + start.plan().number());
        job.getMetadata().setCreationTimestamp(clock.instant().toString());
        jobs.add(job);
        pods.add(PlayedPods.of(job));
        var facts = RunFacts.of(start.plan().jobName(), job.getMetadata());
        return new Decision.Working(new ObservedRun(facts, job, List.of(), new Outcome.NotStarted(null)));
    }

    private JobFactory factory() {
        return new JobFactory(new RunnerSettings(image, null, 65532L, 0440, "cluster-uid"));
    }

    public Story pod(PodStatus status) {
        pods.getLast().setStatus(status);
        return this;
    }

    /** The newest run's runner writes its result and ends; so does the Job. */
    public Story ends(RunResult result) {
        var code = result.outcome() == RunResult.Outcome.Succeeded ? 0 : 1;
        pod(PlayedPods.ended(code == 0 ? "Completed" : "Error", code, Results.json(result), clock.instant()));
        return jobEnds(code == 0 ? "Complete" : "Failed", null);
    }

    public Story jobEnds(String condition, String reason) {
        jobs.getLast()
                .setStatus(new io.fabric8.kubernetes.api.model.batch.v1.JobStatusBuilder()
                        .addNewCondition()
                        .withType(condition)
                        .withStatus("True")
                        .withReason(reason)
                        .withLastTransitionTime(clock.instant().toString())
                        .endCondition()
                        .build());
        return this;
    }

    /** Job and pods of a run are gone. */
    public Story forget(String job) {
        jobs.removeIf(present -> job.equals(present.getMetadata().getName()));
        pods.removeIf(present -> job.equals(present.getMetadata().getLabels().get(Marks.JOB_NAME_LABEL)));
        return this;
    }

    public DatabaseMigrationStatus status() {
        return migration.getStatus();
    }

    public String newestJob() {
        return jobs.getLast().getMetadata().getName();
    }

    @Override
    public List<Job> jobs(String namespace, String uid) {
        return List.copyOf(jobs);
    }

    @Override
    public List<Pod> pods(String namespace, String uid) {
        return List.copyOf(pods);
    }

    private Observer observer() {
        return new Observer(
                new RunObserver(this, this, run -> Optional.empty()),
                new RequestObserver(this, new WrittenStatuses()),
                bundles,
                new Twins(key -> others.stream()
                        .filter(other -> Twins.keys(other).contains(key))
                        .toList()),
                run -> report,
                new WrittenStatuses(),
                clock);
    }
}
