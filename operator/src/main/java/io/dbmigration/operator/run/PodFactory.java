package io.dbmigration.operator.run;

import static java.util.Objects.requireNonNull;

import io.dbmigration.api.BundleSpec;
import io.dbmigration.api.DatabaseMigrationSpec;
import io.dbmigration.api.JobSettings;
import io.dbmigration.api.NameReference;
import io.dbmigration.api.StorageSpec;
import io.dbmigration.contract.RunnerFiles;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Builds the pod of one run: volumes for bundle, values and backup, and the runner's container. */
final class PodFactory {

    private static final String WORK_VOLUME = "work";

    private final RunnerSettings settings;
    private final List<Volume> volumes = new ArrayList<>();
    private final List<VolumeMount> mounts = new ArrayList<>();

    private PodFactory(RunnerSettings settings) {
        this.settings = settings;
    }

    static PodSpec podOf(RunPlan plan, RunnerSettings settings) {
        var spec = plan.migration().getSpec();
        var values = new MountedValues();
        var request = RequestFactory.requestOf(plan, settings.clusterUid(), values);
        var factory = new PodFactory(settings);
        factory.addFolders(spec, plan.source().keys());
        var backups = BackupVolumes.of(plan);
        factory.volumes.addAll(backups.volumes());
        factory.mounts.addAll(backups.mounts());
        factory.addValues(values);
        var runner = factory.runner(CanonicalJson.of(request), spec.effectiveJob());
        return factory.pod(spec, runner, usesWebIdentity(plan));
    }

    /** A bucket without credentials, and a service account chosen for it; nothing else needs a token. */
    private static boolean usesWebIdentity(RunPlan plan) {
        return plan.migration().getSpec().effectiveJob().serviceAccountName() != null
                && BackupVolumes.storagesOf(plan)
                        .map(StorageSpec::s3)
                        .anyMatch(s3 -> s3 != null && s3.credentialsFrom() == null);
    }

    private PodSpec pod(DatabaseMigrationSpec spec, Container runner, boolean withToken) {
        var job = spec.effectiveJob();
        var bundle = requireNonNull(spec.bundle(), "spec.bundle");
        return new PodSpecBuilder()
                .withRestartPolicy("Never")
                .withTerminationGracePeriodSeconds(RunnerSettings.GRACE.toSeconds())
                .withAutomountServiceAccountToken(withToken)
                .withEnableServiceLinks(false)
                .withServiceAccountName(job.serviceAccountName())
                .withPriorityClassName(job.priorityClassName())
                .withNodeSelector(job.nodeSelector())
                .withTolerations(job.tolerations())
                .withAffinity(job.affinity())
                .withImagePullSecrets(pullSecrets(bundle, job))
                .withSecurityContext(PodHardening.podSecurity(settings.fsGroup()))
                .withInitContainers(BundleVolume.initContainers(bundle, settings))
                .withContainers(runner)
                .withVolumes(volumes)
                .build();
    }

    private Container runner(String request, JobSettings job) {
        return PodHardening.harden(new ContainerBuilder()
                        .withName(Marks.RUNNER_CONTAINER)
                        .withImage(settings.image())
                        .withImagePullPolicy(settings.pullPolicy())
                        .addNewEnv()
                        .withName(RunnerFiles.REQUEST_VARIABLE)
                        .withValue(request.replace("$", "\\u0024"))
                        .endEnv()
                        .withResources(Optional.ofNullable(job.resources()).orElseGet(PodHardening::usualResources))
                        .withTerminationMessagePath(RunnerFiles.TERMINATION_MESSAGE)
                        .withVolumeMounts(mounts))
                .build();
    }

    private void addFolders(DatabaseMigrationSpec spec, List<String> keys) {
        volumes.add(new VolumeBuilder()
                .withName(WORK_VOLUME)
                .withNewEmptyDir()
                .endEmptyDir()
                .build());
        mounts.add(mount(WORK_VOLUME, RunnerFiles.WORK, false));
        volumes.addAll(BundleVolume.volumes(requireNonNull(spec.bundle(), "spec.bundle"), keys));
        mounts.add(BundleVolume.mount());
    }

    /** Whole and optional: a missing Secret would hang the pod without a word, so the runner itself says what is missing. */
    private void addValues(MountedValues values) {
        for (var name : values.secrets()) {
            var volume = "values-" + volumes.size();
            volumes.add(new VolumeBuilder()
                    .withName(volume)
                    .withNewSecret()
                    .withSecretName(name)
                    .withOptional(true)
                    .withDefaultMode(settings.secretFileMode())
                    .endSecret()
                    .build());
            mounts.add(mount(volume, MountedValues.secretFolder(name), true));
        }
        for (var name : values.configMaps()) {
            var volume = "values-" + volumes.size();
            volumes.add(new VolumeBuilder()
                    .withName(volume)
                    .withNewConfigMap()
                    .withName(name)
                    .withOptional(true)
                    .endConfigMap()
                    .build());
            mounts.add(mount(volume, MountedValues.configMapFolder(name), true));
        }
    }

    private static List<LocalObjectReference> pullSecrets(BundleSpec bundle, JobSettings job) {
        var ofImage = bundle.image() == null ? null : bundle.image().pullSecrets();
        return Stream.of(Optional.ofNullable(job.imagePullSecrets()), Optional.ofNullable(ofImage))
                .flatMap(Optional::stream)
                .flatMap(List<NameReference>::stream)
                .map(secret -> new LocalObjectReference(secret.name()))
                .distinct()
                .toList();
    }

    private static VolumeMount mount(String volume, String path, boolean readOnly) {
        return new VolumeMountBuilder()
                .withName(volume)
                .withMountPath(path)
                .withReadOnly(readOnly)
                .build();
    }
}
