package io.dbmigration.operator.launch;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;

/** Deletes one Job, and no other of its name. */
final class JobDeletion {

    private JobDeletion() {}

    /** @return false when it has changed since it was seen, and is still there */
    static boolean delete(KubernetesClient client, Job job) {
        try {
            // The version is the precondition: it implies the UID. Its pods go in the background, which is fabric8's
            // default.
            client.resource(job).lockResourceVersion().delete();
            return true;
        } catch (KubernetesClientException e) {
            return switch (e.getCode()) {
                case HttpURLConnection.HTTP_NOT_FOUND -> true;
                case HttpURLConnection.HTTP_CONFLICT -> false;
                default -> throw e;
            };
        }
    }
}
