package io.dbmigration.operator.launch;

import io.dbmigration.api.DatabaseMigration;
import io.dbmigration.operator.outcome.Jobs;
import io.dbmigration.operator.outcome.Pods;
import io.dbmigration.operator.run.Marks;
import io.dbmigration.operator.run.RunFacts;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes Jobs and lets go of pods whose DatabaseMigration is gone. What is under way is left to end. */
public final class OrphanSweep {

    private static final Logger LOG = LoggerFactory.getLogger(OrphanSweep.class);

    private final KubernetesClient client;
    private final Finalizers finalizers;
    private final Supplier<List<Job>> jobs;
    private final Supplier<List<Pod>> pods;

    /** @param jobs all that are labelled as ours, from the cache; so for {@code pods} */
    public OrphanSweep(
            KubernetesClient client, Finalizers finalizers, Supplier<List<Job>> jobs, Supplier<List<Pod>> pods) {
        this.client = client;
        this.finalizers = finalizers;
        this.jobs = jobs;
        this.pods = pods;
    }

    /** Of one resource that was deleted just now. */
    public void sweep(DatabaseMigration deleted) {
        var uid = deleted.getMetadata().getUid();
        pods.get().stream()
                .filter(pod -> uid.equals(uidOf(pod)) && Pods.terminal(pod))
                .forEach(this::release);
        jobs.get().stream()
                .filter(job -> uid.equals(uidOf(job)) && Jobs.terminal(job))
                .forEach(this::delete);
    }

    /** Of one that is being deleted and whose spec no pass can read, once nothing of it works any more; then it may go. */
    public void letGo(DatabaseMigration leaving) {
        var uid = leaving.getMetadata().getUid();
        var works = jobs.get().stream().anyMatch(job -> uid.equals(uidOf(job)) && !Jobs.terminal(job))
                || pods.get().stream().anyMatch(pod -> uid.equals(uidOf(pod)) && !Pods.terminal(pod));
        if (!works) {
            sweep(leaving);
            finalizers.remove(leaving, Marks.RUN_FINALIZER);
        }
    }

    /** Of all. The cache of resources may be behind or may lack one that cannot be decoded, so each is asked for. */
    public void sweepAll() {
        pods.get().stream()
                .filter(pod -> Pods.terminal(pod) && Pods.held(pod) && isOrphan(pod))
                .forEach(this::release);
        jobs.get().stream().filter(job -> Jobs.terminal(job) && isOrphan(job)).forEach(this::delete);
    }

    /** One that may not be touched keeps none of the others. */
    private static void each(HasMetadata object, Runnable change) {
        try {
            change.run();
        } catch (KubernetesClientException e) {
            LOG.atWarn()
                    .addKeyValue("namespace", object.getMetadata().getNamespace())
                    .addKeyValue(object.getKind(), object.getMetadata().getName())
                    .setCause(e)
                    .log("What a deleted resource left could not be tidied up; it is tried again");
        }
    }

    private void release(Pod pod) {
        each(pod, () -> finalizers.remove(pod, Marks.RESULT_FINALIZER));
    }

    private void delete(Job job) {
        each(job, () -> deleteNow(job));
    }

    private void deleteNow(Job job) {
        LOG.atInfo()
                .addKeyValue("namespace", job.getMetadata().getNamespace())
                .addKeyValue("run", job.getMetadata().getName())
                .log("Job of a resource that is gone deleted");
        JobDeletion.delete(client, job);
    }

    private boolean isOrphan(HasMetadata object) {
        var name = RunFacts.migrationOf(object.getMetadata());
        if (name.isEmpty()) {
            return false;
        }
        var owner = client.genericKubernetesResources(
                        HasMetadata.getApiVersion(DatabaseMigration.class), DatabaseMigration.KIND)
                .inNamespace(object.getMetadata().getNamespace())
                .withName(name)
                .get();
        return owner == null || !owner.getMetadata().getUid().equals(uidOf(object));
    }

    private static String uidOf(HasMetadata object) {
        ObjectMeta metadata = object.getMetadata();
        return metadata.getLabels().getOrDefault(Marks.UID_LABEL, "");
    }
}
