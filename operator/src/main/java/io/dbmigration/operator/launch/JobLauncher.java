package io.dbmigration.operator.launch;

import io.dbmigration.contract.Phase;
import io.dbmigration.contract.Reason;
import io.dbmigration.operator.observe.ObservedRun;
import io.dbmigration.operator.observe.Runs;
import io.dbmigration.operator.outcome.Jobs;
import io.dbmigration.operator.outcome.Outcome;
import io.dbmigration.operator.outcome.Pods;
import io.dbmigration.operator.plan.Decision;
import io.dbmigration.operator.run.JobFactory;
import io.dbmigration.operator.run.Marks;
import io.dbmigration.operator.run.RunFacts;
import io.dbmigration.operator.run.RunPlan;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The only writer of Jobs. Creating one is the compare-and-swap: a name that is taken means look again, never success. */
public final class JobLauncher {

    private static final Logger LOG = LoggerFactory.getLogger(JobLauncher.class);

    /** Quota, admission, a value that no Job may have. */
    private static final Set<Integer> REFUSED =
            Set.of(HttpURLConnection.HTTP_BAD_REQUEST, HttpURLConnection.HTTP_FORBIDDEN, 422);

    private static final Duration UNTIL_NEXT_TRY = Duration.ofSeconds(30);

    private final KubernetesClient client;
    private final JobFactory factory;
    private final Runs live;
    private final Finalizers finalizers;
    private final RunQueue queue;
    private final Clock clock;

    public JobLauncher(
            KubernetesClient client,
            JobFactory factory,
            Runs live,
            Finalizers finalizers,
            RunQueue queue,
            Clock clock) {
        this.client = client;
        this.factory = factory;
        this.live = live;
        this.finalizers = finalizers;
        this.queue = queue;
        this.clock = clock;
    }

    /** Does what was decided; the answer is what is true afterwards. */
    public Decision carryOut(Decision decision) {
        return switch (decision) {
            case Decision.Start start -> start(start.plan());
            case Decision.Withdraw withdraw -> withdraw(withdraw);
            case Decision.Working working -> decision;
            case Decision.Wait wait -> decision;
            case Decision.Done done -> decision;
            case Decision.Blocked blocked -> decision;
            case Decision.Suspended suspended -> decision;
            case Decision.Leave leave -> decision;
            case Decision.Beside beside -> new Decision.Beside(carryOut(beside.run()), beside.told());
            case Decision.LookAgain again -> decision;
        };
    }

    private Decision start(RunPlan plan) {
        if (isOutOfDate(plan)) {
            return new Decision.LookAgain();
        }
        var name = plan.migration().getMetadata().getName();
        if (!queue.admit(new RunQueue.Waiting(plan.uid(), plan.namespace(), name, clock.instant()))) {
            return new Decision.Wait(
                    Reason.QUEUED,
                    "As many runs work as may work at once.",
                    Phase.PENDING,
                    clock.instant().plus(UNTIL_NEXT_TRY));
        }
        return startAdmitted(plan);
    }

    /** A place that no Job came of is given back, whatever happened. */
    private Decision startAdmitted(RunPlan plan) {
        Decision answer = new Decision.LookAgain();
        try {
            if (finalizers.add(plan.migration(), Marks.RUN_FINALIZER)) {
                answer = create(plan);
            }
            return answer;
        } finally {
            if (!(answer instanceof Decision.Working)) {
                queue.settle(plan.uid());
            }
        }
    }

    /** Asked live: a cache that is behind must not start a second run. */
    private boolean isOutOfDate(RunPlan plan) {
        var jobs = live.jobs(plan.namespace(), plan.uid());
        return jobs.stream().anyMatch(job -> !Jobs.terminal(job) || number(job) >= plan.number())
                || live.pods(plan.namespace(), plan.uid()).stream().anyMatch(pod -> !Pods.terminal(pod));
    }

    private static int number(Job job) {
        return RunFacts.of(job.getMetadata().getName(), job.getMetadata()).number();
    }

    private Decision create(RunPlan plan) {
        try {
            var job = client.resource(factory.jobOf(plan)).create();
            LOG.atInfo()
                    .addKeyValue("run", plan.jobName())
                    .addKeyValue("attempt", plan.attempt())
                    .log("Run started");
            var facts = RunFacts.of(plan.jobName(), job.getMetadata());
            return new Decision.Working(new ObservedRun(facts, job, List.of(), new Outcome.NotStarted(null)));
        } catch (KubernetesClientException e) {
            return refused(plan, e);
        }
    }

    private Decision refused(RunPlan plan, KubernetesClientException e) {
        if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
            return isSomebodyElses(plan) ? create(plan.numbered(plan.number() + 1)) : new Decision.LookAgain();
        }
        if (!REFUSED.contains(e.getCode())) {
            throw e;
        }
        var answer = e.getStatus() == null ? e.getMessage() : e.getStatus().getMessage();
        return new Decision.Wait(
                Reason.RUNNER_NOT_STARTED,
                "The Job was refused: " + answer,
                Phase.PENDING,
                clock.instant().plus(UNTIL_NEXT_TRY));
    }

    /** Another resource's Job can have this name: names are cut, and so are UIDs. */
    private boolean isSomebodyElses(RunPlan plan) {
        var present = client.batch()
                .v1()
                .jobs()
                .inNamespace(plan.namespace())
                .withName(plan.jobName())
                .get();
        return present != null
                && !plan.uid().equals(present.getMetadata().getLabels().get(Marks.UID_LABEL));
    }

    private Decision withdraw(Decision.Withdraw decision) {
        var run = decision.run();
        if (run.job() == null || hasStarted(run.job())) {
            return new Decision.LookAgain();
        }
        if (!JobDeletion.delete(client, run.job())) {
            return new Decision.LookAgain();
        }
        LOG.atInfo().addKeyValue("run", run.facts().job()).log("Run withdrawn before it started");
        return decision;
    }

    private boolean hasStarted(Job job) {
        var metadata = job.getMetadata();
        var uid = metadata.getLabels().getOrDefault(Marks.UID_LABEL, "");
        return live.pods(metadata.getNamespace(), uid).stream()
                .filter(pod ->
                        metadata.getName().equals(pod.getMetadata().getLabels().get(Marks.JOB_NAME_LABEL)))
                .anyMatch(Pods::started);
    }
}
