package io.dbmigration.operator.run;

import static java.util.Objects.requireNonNull;

import io.dbmigration.api.BundleSpec;
import io.dbmigration.api.BundleSpec.ImageBundle;
import io.dbmigration.contract.BundleLayout;
import io.dbmigration.contract.RunnerFiles;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.List;

/** Brings a bundle into the pod, in the Prisma layout, wherever it comes from. */
final class BundleVolume {

    static final String NAME = "bundle";

    private static final String TOOLS_VOLUME = "tools";
    private static final String TOOLS = "/dbmigration/tools";
    private static final String BUSYBOX = "/bin/busybox";

    /** A path that is not there leaves the folder empty, and the runner says so; the image needs no shell, this one is ours. */
    private static final String COPY = "if [ -d \"$1\" ]; then exec " + TOOLS + "/busybox cp -R \"$1/.\" \"$2\"; fi";

    private BundleVolume() {}

    /** Where the runner finds it. */
    static String pathOf(BundleSpec bundle) {
        var claim = bundle.persistentVolumeClaim();
        return claim == null || claim.path() == null ? RunnerFiles.BUNDLE : RunnerFiles.BUNDLE + "/" + claim.path();
    }

    static VolumeMount mount() {
        return new VolumeMountBuilder()
                .withName(NAME)
                .withMountPath(RunnerFiles.BUNDLE)
                .withReadOnly(true)
                .build();
    }

    static List<Volume> volumes(BundleSpec bundle, List<String> keys) {
        if (bundle.configMap() != null) {
            return List.of(configMap(requireNonNull(bundle.configMap().name()), keys));
        }
        if (bundle.image() != null) {
            return List.of(emptyFolder(NAME), emptyFolder(TOOLS_VOLUME));
        }
        var claim = requireNonNull(bundle.persistentVolumeClaim(), "spec.bundle has no source");
        return List.of(new VolumeBuilder()
                .withName(NAME)
                .withNewPersistentVolumeClaim(claim.claimName(), true)
                .build());
    }

    /** Optional: a key that is removed meanwhile shows as another digest instead of a pod that hangs. */
    private static Volume configMap(String name, List<String> keys) {
        return new VolumeBuilder()
                .withName(NAME)
                .withNewProjected()
                .addNewSource()
                .withNewConfigMap()
                .withName(name)
                .withOptional(true)
                .withItems(items(keys))
                .endConfigMap()
                .endSource()
                .endProjected()
                .build();
    }

    private static List<KeyToPath> items(List<String> keys) {
        if (keys.contains(BundleLayout.ARCHIVE_KEY)) {
            return List.of(new KeyToPath(BundleLayout.ARCHIVE_KEY, null, BundleLayout.ARCHIVE_KEY));
        }
        return keys.stream()
                .flatMap(key -> BundleLayout.pathOfKey(key).map(path -> new KeyToPath(key, null, path)).stream())
                .toList();
    }

    private static Volume emptyFolder(String name) {
        return new VolumeBuilder()
                .withName(name)
                .withNewEmptyDir()
                .endEmptyDir()
                .build();
    }

    /** For an image: our static busybox copies the folder out of it. */
    static List<Container> initContainers(BundleSpec bundle, RunnerSettings settings) {
        var image = bundle.image();
        return image == null ? List.of() : List.of(tools(settings), copy(image));
    }

    private static Container tools(RunnerSettings settings) {
        return PodHardening.harden(new ContainerBuilder()
                        .withName(TOOLS_VOLUME)
                        .withImage(settings.image())
                        .withImagePullPolicy(settings.pullPolicy())
                        .withCommand(BUSYBOX, "cp", BUSYBOX, TOOLS + "/busybox")
                        .withVolumeMounts(mountOf(TOOLS_VOLUME, TOOLS, false)))
                .build();
    }

    private static Container copy(ImageBundle image) {
        return PodHardening.harden(new ContainerBuilder()
                        .withName(Marks.BUNDLE_CONTAINER)
                        .withImage(image.reference())
                        .withImagePullPolicy(image.pullPolicy())
                        .withCommand(TOOLS + "/busybox", "sh", "-c", COPY, "copy")
                        .withArgs(image.effectivePath(), RunnerFiles.BUNDLE)
                        .withVolumeMounts(mountOf(TOOLS_VOLUME, TOOLS, true), mountOf(NAME, RunnerFiles.BUNDLE, false)))
                .build();
    }

    private static VolumeMount mountOf(String volume, String path, boolean readOnly) {
        return new VolumeMountBuilder()
                .withName(volume)
                .withMountPath(path)
                .withReadOnly(readOnly)
                .build();
    }
}
