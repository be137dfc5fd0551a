package io.dbmigration.operator.launch;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Set;

/** Deletes one Job, and no other of its name. */
final class JobDeletion {

    private static final Set<Integer> GONE = Set.of(HttpURLConnection.HTTP_NOT_FOUND, HttpURLConnection.HTTP_CONFLICT);

    private JobDeletion() {}

    static void delete(KubernetesClient client, Job job) {
        try {
            // The version is the precondition: it implies the UID. Its pods go in the background, which is fabric8's
            // default.
            client.resource(job).lockResourceVersion().delete();
        } catch (KubernetesClientException e) {
            if (!GONE.contains(e.getCode())) {
                throw e;
            }
        }
    }
}
