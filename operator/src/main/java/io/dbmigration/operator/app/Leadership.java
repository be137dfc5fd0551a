package io.dbmigration.operator.app;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One replica works. It gives the Lease back when it stops, and ends at once when it loses it. */
final class Leadership {

    private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);

    private static final String LEASE = "database-migration-operator";

    private final KubernetesClient client;
    private final String namespace;
    private final String identity;
    private final Runnable lost;
    private volatile boolean stopping;

    /** @param lost called when another one leads: JOSDK's own exit would wait for itself, so this must end the process */
    Leadership(KubernetesClient client, String namespace, String podName, Runnable lost) {
        this.client = client;
        this.namespace = namespace;
        this.identity = podName + "-" + UUID.randomUUID();
        this.lost = lost;
    }

    LeaderElectionConfiguration election(Runnable elected) {
        return LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(LEASE)
                .withLeaseNamespace(namespace)
                .withIdentity(identity)
                .withExitOnStopLeading(false)
                .withLeaderCallbacks(new LeaderCallbacks(elected, this::stopped, leader -> {}))
                .build();
    }

    private void stopped() {
        if (!stopping) {
            LOG.error("Leadership lost; the process ends");
            lost.run();
        }
    }

    /** From now on the end of leadership is wanted. */
    void stopping() {
        stopping = true;
    }

    /** So that the next one need not wait for the Lease to run out. */
    void release() {
        try {
            var lease = client.leases().inNamespace(namespace).withName(LEASE).get();
            if (lease == null || !identity.equals(lease.getSpec().getHolderIdentity())) {
                return;
            }
            lease.getSpec().setHolderIdentity("");
            lease.getSpec().setLeaseDurationSeconds(1);
            client.resource(lease).lockResourceVersion().update();
        } catch (KubernetesClientException e) {
            LOG.atWarn().setCause(e).log("The Lease could not be given back; it runs out by itself");
        }
    }
}
