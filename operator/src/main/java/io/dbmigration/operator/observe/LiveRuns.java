package io.dbmigration.operator.observe;

import io.dbmigration.operator.run.Marks;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;

/** Asks the API server, where a cache that is behind would lead to a wrong conclusion. */
public final class LiveRuns implements Runs {

    private final KubernetesClient client;

    public LiveRuns(KubernetesClient client) {
        this.client = client;
    }

    @Override
    public List<Job> jobs(String namespace, String uid) {
        return client.batch()
                .v1()
                .jobs()
                .inNamespace(namespace)
                .withLabel(Marks.UID_LABEL, uid)
                .list()
                .getItems();
    }

    @Override
    public List<Pod> pods(String namespace, String uid) {
        return client.pods()
                .inNamespace(namespace)
                .withLabel(Marks.UID_LABEL, uid)
                .list()
                .getItems();
    }
}
