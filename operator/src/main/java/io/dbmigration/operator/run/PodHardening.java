package io.dbmigration.operator.run;

import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What no resource can choose: the restricted pod security, and the marks that keep others from touching a working pod. */
final class PodHardening {

    private static final long USER = 65532;

    /** Neither moved by node autoscalers nor given a mesh sidecar, which would keep the pod alive for ever. */
    static final Map<String, String> ANNOTATIONS = Map.of(
            "karpenter.sh/do-not-disrupt", "true",
            "cluster-autoscaler.kubernetes.io/safe-to-evict", "false",
            "sidecar.istio.io/inject", "false",
            "linkerd.io/inject", "disabled");

    static final Map<String, String> LABELS = Map.of("sidecar.istio.io/inject", "false");

    private PodHardening() {}

    static PodSecurityContext podSecurity(@Nullable Long fsGroup) {
        var security =
                new PodSecurityContextBuilder().withRunAsNonRoot(true).withNewSeccompProfile(null, "RuntimeDefault");
        if (fsGroup != null) {
            security.withRunAsUser(USER)
                    .withRunAsGroup(USER)
                    .withFsGroup(fsGroup)
                    .withFsGroupChangePolicy("OnRootMismatch");
        }
        return security.build();
    }

    static ContainerBuilder harden(ContainerBuilder container) {
        return container
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .withNewSecurityContext()
                .withAllowPrivilegeEscalation(false)
                .withReadOnlyRootFilesystem(true)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .endSecurityContext();
    }

    /** What a run needs at least; no limits, because a throttled or killed run helps nobody. */
    static ResourceRequirements usualResources() {
        return new ResourceRequirementsBuilder()
                .addToRequests("cpu", new Quantity("50m"))
                .addToRequests("memory", new Quantity("192Mi"))
                .build();
    }
}
