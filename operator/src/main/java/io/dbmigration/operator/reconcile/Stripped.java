package io.dbmigration.operator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.util.List;

/** What the caches keep of Jobs and pods: thousands of finished ones stay, and their templates say nothing more to us. */
final class Stripped {

    private Stripped() {}

    static Job job(Job full) {
        return new JobBuilder()
                .withMetadata(full.getMetadata().edit().withManagedFields().build())
                .withStatus(full.getStatus())
                .build();
    }

    /** Who wrote which field is of no use to us. */
    static <T extends HasMetadata> T request(T full) {
        full.getMetadata().setManagedFields(List.of());
        return full;
    }

    static Pod pod(Pod full) {
        var kept = new PodBuilder()
                .withMetadata(full.getMetadata().edit().withManagedFields().build());
        if (full.getStatus() != null) {
            kept.withStatus(new PodStatusBuilder()
                    .withPhase(full.getStatus().getPhase())
                    .withReason(full.getStatus().getReason())
                    .withMessage(full.getStatus().getMessage())
                    .withConditions(full.getStatus().getConditions())
                    .withContainerStatuses(full.getStatus().getContainerStatuses())
                    .withInitContainerStatuses(full.getStatus().getInitContainerStatuses())
                    .build());
        }
        return kept.build();
    }
}
