package io.dbmigration.operator.run;

import io.dbmigration.api.BackupSpec;
import io.dbmigration.api.StorageSpec;
import io.dbmigration.contract.RunnerFiles;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The claims that hold backups: the migration's own for writing, and the one that a request reads from. */
record BackupVolumes(List<Volume> volumes, List<VolumeMount> mounts) {

    private static final String OWN = "backup";
    private static final String READ = "restore";

    static BackupVolumes of(RunPlan plan) {
        var all = new BackupVolumes(new ArrayList<>(), new ArrayList<>());
        var own = claim(own(plan));
        own.ifPresent(claim -> {
            all.volumes.add(volume(OWN, claim, false));
            all.mounts.add(mount(OWN, RunnerFiles.BACKUP, false));
        });
        var read = plan.request() == null ? Optional.<String>empty() : claim(readBy(plan.request()));
        read.ifPresent(claim -> {
            // Older kubelets never start a pod that names one claim in two volumes.
            var same = own.equals(read);
            if (!same) {
                all.volumes.add(volume(READ, claim, true));
            }
            all.mounts.add(mount(same ? OWN : READ, RunnerFiles.RESTORE, true));
        });
        return all;
    }

    /** Where the backup that this request reads is mounted. */
    static String pathOf(Request request) {
        return claim(readBy(request)).isPresent() ? RunnerFiles.RESTORE : RunnerFiles.BACKUP;
    }

    static Stream<StorageSpec> storagesOf(RunPlan plan) {
        return Stream.of(own(plan), plan.request() == null ? null : readBy(plan.request()))
                .flatMap(Stream::ofNullable);
    }

    private static @Nullable StorageSpec readBy(Request request) {
        return switch (request) {
            case Request.Restore restore -> restore.storage().orElse(null);
            case Request.Found found -> found.stored().storage();
            case Request.Resolution resolution -> null;
            case Request.Rollback rollback -> null;
            case Request.OnDemand onDemand -> null;
            case Request.Rebuild rebuild -> null;
        };
    }

    private static @Nullable StorageSpec own(RunPlan plan) {
        return Optional.ofNullable(plan.migration().getSpec().backup())
                .map(BackupSpec::storage)
                .orElse(null);
    }

    private static Optional<String> claim(@Nullable StorageSpec storage) {
        return Optional.ofNullable(storage)
                .map(StorageSpec::persistentVolumeClaim)
                .map(StorageSpec.ClaimReference::claimName);
    }

    private static Volume volume(String name, String claim, boolean readOnly) {
        return new VolumeBuilder()
                .withName(name)
                .withNewPersistentVolumeClaim(claim, readOnly)
                .build();
    }

    private static VolumeMount mount(String name, String path, boolean readOnly) {
        return new VolumeMountBuilder()
                .withName(name)
                .withMountPath(path)
                .withReadOnly(readOnly)
                .build();
    }
}
