package io.dbmigration.operator.launch;

import io.dbmigration.api.DatabaseMigration;
import io.dbmigration.operator.plan.Chores;
import io.dbmigration.operator.run.Marks;
import io.fabric8.kubernetes.client.KubernetesClient;

/** Tidies up after the status is written: pods first, so that a deleted resource leaves none behind that nobody lets go. */
public final class Janitor {

    private final KubernetesClient client;
    private final Finalizers finalizers;

    public Janitor(KubernetesClient client, Finalizers finalizers) {
        this.client = client;
        this.finalizers = finalizers;
    }

    public void tidy(DatabaseMigration migration, Chores chores) {
        chores.release().forEach(pod -> finalizers.remove(pod, Marks.RESULT_FINALIZER));
        chores.prune().forEach(job -> JobDeletion.delete(client, job));
        if (chores.unlock()) {
            finalizers.remove(migration, Marks.RUN_FINALIZER);
        }
    }
}
