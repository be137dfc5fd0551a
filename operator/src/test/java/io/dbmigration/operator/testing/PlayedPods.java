package io.dbmigration.operator.testing;

import io.dbmigration.operator.run.Marks;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Instant;

/** Pods and their statuses, as job controller and kubelet would write them. */
public final class PlayedPods {

    private PlayedPods() {}

    public static Pod of(Job job) {
        var template = job.getSpec().getTemplate();
        return new PodBuilder()
                .withMetadata(template.getMetadata()
                        .edit()
                        .withName(job.getMetadata().getName() + "-abcde")
                        .withNamespace(job.getMetadata().getNamespace())
                        .withUid("pod-of-" + job.getMetadata().getName())
                        .addToLabels(Marks.JOB_NAME_LABEL, job.getMetadata().getName())
                        .build())
                .withNewStatus()
                .withPhase("Pending")
                .endStatus()
                .build();
    }

    public static PodStatus waiting(String container, String reason, String message) {
        return new PodStatusBuilder()
                .withPhase("Pending")
                .addNewContainerStatus()
                .withName(container)
                .withNewState()
                .withNewWaiting(message, reason)
                .endState()
                .endContainerStatus()
                .build();
    }

    public static PodStatus unscheduled(String message) {
        return new PodStatusBuilder()
                .withPhase("Pending")
                .addNewCondition()
                .withType("PodScheduled")
                .withStatus("False")
                .withReason("Unschedulable")
                .withMessage(message)
                .endCondition()
                .build();
    }

    public static PodStatus running() {
        return new PodStatusBuilder()
                .withPhase("Running")
                .addNewContainerStatus()
                .withName(Marks.RUNNER_CONTAINER)
                .withNewState()
                .withNewRunning()
                .endRunning()
                .endState()
                .endContainerStatus()
                .build();
    }

    public static PodStatus ended(String reason, int exitCode, String message, Instant at) {
        return new PodStatusBuilder()
                .withPhase(exitCode == 0 ? "Succeeded" : "Failed")
                .addNewContainerStatus()
                .withName(Marks.RUNNER_CONTAINER)
                .withNewState()
                .withNewTerminated()
                .withExitCode(exitCode)
                .withReason(reason)
                .withMessage(message)
                .withFinishedAt(at.toString())
                .endTerminated()
                .endState()
                .endContainerStatus()
                .build();
    }
}
