package io.dbmigration.operator.run;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds the Job of one run. Pure: the same plan gives the same Job. */
public final class JobFactory {

    private final RunnerSettings settings;

    public JobFactory(RunnerSettings settings) {
        this.settings = settings;
    }

    /** The runner's image; a Job with another one that has never started is replaced. */
    public String image() {
        return settings.image();
    }

    /**
     * No owner reference, which would cut SQL on a foreground deletion; no time to live, which would drop results; no second pod,
     * and none beside a dying one.
     */
    public Job jobOf(RunPlan plan) {
        var spec = plan.migration().getSpec();
        var deadline = spec.effectiveTimeout().plus(RunnerSettings.GRACE).plus(RunnerSettings.START);
        return new JobBuilder()
                .withMetadata(metadata(plan, Map.of(), Map.of())
                        .withName(plan.jobName())
                        .withNamespace(plan.namespace())
                        .build())
                .withNewSpec()
                .withBackoffLimit(0)
                .withCompletions(1)
                .withParallelism(1)
                .withPodReplacementPolicy("Failed")
                .withActiveDeadlineSeconds(deadline.toSeconds())
                .withNewTemplate()
                .withMetadata(podMetadata(plan))
                .withSpec(PodFactory.podOf(plan, settings))
                .endTemplate()
                .endSpec()
                .build();
    }

    private ObjectMeta podMetadata(RunPlan plan) {
        return metadata(plan, PodHardening.LABELS, PodHardening.ANNOTATIONS)
                .withFinalizers(Marks.RESULT_FINALIZER)
                .build();
    }

    /** Ours last, so that they win. */
    private ObjectMetaBuilder metadata(RunPlan plan, Map<String, String> labels, Map<String, String> annotations) {
        var job = plan.migration().getSpec().effectiveJob();
        var allLabels = copy(job.labels());
        allLabels.putAll(labels);
        allLabels.putAll(Marks.labels(plan.uid()));
        var facts = plan.facts(settings.image());
        allLabels.put(Marks.KIND_LABEL, facts.kind().name());
        var allAnnotations = copy(job.annotations());
        allAnnotations.putAll(annotations);
        allAnnotations.putAll(facts.annotations());
        return new ObjectMetaBuilder().withLabels(allLabels).withAnnotations(allAnnotations);
    }

    /** Without what claims to be ours: an invented attempt or streak would change decisions. */
    private static Map<String, String> copy(@Nullable Map<String, String> asked) {
        var copy = new HashMap<String, String>();
        if (asked != null) {
            copy.putAll(asked);
            copy.keySet().removeIf(key -> key.startsWith(Marks.PREFIX));
        }
        return copy;
    }
}
