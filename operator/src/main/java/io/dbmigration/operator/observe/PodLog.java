package io.dbmigration.operator.observe;

import io.dbmigration.operator.outcome.Pods;
import io.dbmigration.operator.outcome.ReportReader;
import io.dbmigration.operator.outcome.RunReport;
import io.dbmigration.operator.run.Marks;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;

/** Reads the end of a run's log. A log that cannot be read is no reason for anything. */
public final class PodLog implements RunLog {

    private static final int LINES = 400;
    private static final int BYTES = 2 * 1024 * 1024;

    private final KubernetesClient client;

    public PodLog(KubernetesClient client) {
        this.client = client;
    }

    @Override
    public RunReport read(List<Pod> pods) {
        return pods.stream()
                .filter(Pods::started)
                .findFirst()
                .map(pod -> ReportReader.read(tail(pod)))
                .orElse(RunReport.NOTHING);
    }

    private String tail(Pod pod) {
        try {
            return client.pods()
                    .inNamespace(pod.getMetadata().getNamespace())
                    .withName(pod.getMetadata().getName())
                    .inContainer(Marks.RUNNER_CONTAINER)
                    .limitBytes(BYTES)
                    .tailingLines(LINES)
                    .getLog();
        } catch (KubernetesClientException e) {
            return "";
        }
    }
}
