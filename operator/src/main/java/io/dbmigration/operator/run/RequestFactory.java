package io.dbmigration.operator.run;

import static java.util.Objects.requireNonNull;

import io.dbmigration.api.BackupSpec;
import io.dbmigration.api.BackupSpec.RetentionSpec;
import io.dbmigration.api.BundleSpec;
import io.dbmigration.api.ConnectionSpec;
import io.dbmigration.api.DatabaseMigrationSpec.BaselineSpec;
import io.dbmigration.api.DatabaseSpec;
import io.dbmigration.api.DatabaseSpec.TlsSpec;
import io.dbmigration.api.Defaults;
import io.dbmigration.api.MigrationResolutionSpec;
import io.dbmigration.api.MigrationRollbackSpec;
import io.dbmigration.api.StorageSpec;
import io.dbmigration.contract.KubernetesDuration;
import io.dbmigration.contract.RunKind;
import io.dbmigration.contract.RunRequest;
import io.dbmigration.contract.RunRequest.BackupMode;
import io.dbmigration.contract.RunRequest.Mark;
import io.dbmigration.contract.RunRequest.RestoreMode;
import io.dbmigration.contract.RunRequest.VerifyLevel;
import io.dbmigration.contract.RunnerFiles;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes down what one run is asked to do. */
final class RequestFactory {

    private RequestFactory() {}

    static RunRequest requestOf(RunPlan plan, String clusterUid, MountedValues values) {
        var spec = plan.migration().getSpec();
        var request = plan.request();
        return new RunRequest(
                plan.kind(),
                run(plan, clusterUid),
                database(requireNonNull(databaseOf(plan), "spec.database"), values),
                bundle(plan, requireNonNull(spec.bundle(), "spec.bundle")),
                spec.target(),
                backup(plan, requireNonNull(spec.backup(), "spec.backup"), values),
                spec.effectivePolicy().effective(),
                Optional.ofNullable(spec.baseline()).map(BaselineSpec::upTo).orElse(null),
                request == null ? spec.verificationQueries() : List.of(),
                KubernetesDuration.format(spec.effectiveTimeout()),
                request == null || request instanceof Request.Rebuild
                        ? null
                        : new RunRequest.Request(request.kindName(), request.name(), request.uid()),
                request instanceof Request.Resolution resolution
                        ? resolution(resolution.object().getSpec())
                        : null,
                request instanceof Request.Rollback rollback
                        ? rollback(rollback.object().getSpec())
                        : null,
                restore(request, values));
    }

    private static @Nullable DatabaseSpec databaseOf(RunPlan plan) {
        return plan.request() instanceof Request.Restore restore
                        && restore.object().getSpec().database() != null
                ? restore.object().getSpec().database()
                : plan.migration().getSpec().database();
    }

    private static RunRequest.Resolution resolution(MigrationResolutionSpec spec) {
        return new RunRequest.Resolution(
                requireNonNull(spec.migration(), "spec.migration"),
                Mark.valueOf(requireNonNull(spec.as(), "spec.as")),
                spec.checksum(),
                spec.startedAt(),
                Boolean.TRUE.equals(spec.retry()));
    }

    private static RunRequest.Rollback rollback(MigrationRollbackSpec spec) {
        return new RunRequest.Rollback(
                requireNonNull(spec.from(), "spec.from"),
                requireNonNull(spec.migration(), "spec.migration"),
                Boolean.TRUE.equals(spec.acceptDataLoss()),
                Boolean.TRUE.equals(spec.acceptPartial()));
    }

    /** For a look at one backup, too: only where it lies counts then. */
    private static RunRequest.@Nullable Restore restore(@Nullable Request request, MountedValues values) {
        return switch (request) {
            case Request.Restore restore -> restore(restore, values);
            case Request.Found found ->
                new RunRequest.Restore(
                        found.stored().path(),
                        storage(found.stored().storage(), BackupVolumes.pathOf(found), values),
                        null,
                        RestoreMode.NewDatabase,
                        null,
                        null,
                        null);
            case null, default -> null;
        };
    }

    private static RunRequest.Restore restore(Request.Restore request, MountedValues values) {
        var spec = request.object().getSpec();
        var stored = StoredBackup.of(request.receipt()).orElseThrow();
        return new RunRequest.Restore(
                stored.path(),
                storage(request.storage().orElseThrow(), BackupVolumes.pathOf(request), values),
                stored.sha256(),
                spec.effectiveMode(),
                spec.newDatabaseName(),
                spec.confirm(),
                spec.accept());
    }

    private static RunRequest.Run run(RunPlan plan, String clusterUid) {
        return new RunRequest.Run(
                plan.jobName(),
                plan.number(),
                plan.attempt(),
                plan.namespace(),
                plan.migration().getMetadata().getName(),
                plan.uid(),
                clusterUid,
                plan.wish().retry());
    }

    private static RunRequest.Database database(DatabaseSpec database, MountedValues values) {
        return new RunRequest.Database(
                values.of(database.urlFrom()),
                connection(database.connection(), values),
                tls(database.tls(), values),
                false);
    }

    private static RunRequest.@Nullable Connection connection(
            @Nullable ConnectionSpec connection, MountedValues values) {
        if (connection == null) {
            return null;
        }
        return new RunRequest.Connection(
                requireNonNull(values.of(connection.host(), connection.hostFrom()), "connection.host"),
                values.of(connection.port(), connection.portFrom()),
                requireNonNull(values.of(connection.database(), connection.databaseFrom()), "connection.database"),
                values.of(connection.schema(), null),
                values.of(connection.username(), connection.usernameFrom()),
                values.of(connection.passwordFrom()),
                connection.sslMode());
    }

    private static RunRequest.@Nullable Tls tls(@Nullable TlsSpec tls, MountedValues values) {
        if (tls == null) {
            return null;
        }
        var certificate = tls.clientCertificateFrom();
        return new RunRequest.Tls(
                values.of(tls.caFrom()),
                certificate == null ? null : values.secretKey(certificate.secretRef(), "tls.crt"),
                certificate == null ? null : values.secretKey(certificate.secretRef(), "tls.key"));
    }

    private static RunRequest.Bundle bundle(RunPlan plan, BundleSpec bundle) {
        var pinned = plan.request() == null || plan.request().needsBundle() ? bundle.digest() : null;
        return new RunRequest.Bundle(
                BundleVolume.pathOf(bundle),
                plan.source().identity(),
                pinned == null ? plan.source().digest() : pinned,
                pinned != null);
    }

    /** Who asks for a backup gets one, also where deploys take none. */
    private static RunRequest.Backup backup(RunPlan plan, BackupSpec backup, MountedValues values) {
        var storage = backup.storage();
        return new RunRequest.Backup(
                plan.kind() == RunKind.Backup ? BackupMode.BeforeApply : backup.effectiveMode(),
                backup.reason(),
                backup.effectiveVerify(),
                storage == null || storage.persistentVolumeClaim() == null ? null : RunnerFiles.BACKUP,
                storage == null ? null : S3Values.of(storage.s3(), values),
                Optional.ofNullable(backup.retention())
                        .flatMap(RetentionSpec::asked)
                        .orElse(null),
                plan.protectedPaths().isEmpty() ? null : plan.protectedPaths());
    }

    /** A storage that is only read. */
    private static RunRequest.Backup storage(StorageSpec storage, String path, MountedValues values) {
        return new RunRequest.Backup(
                BackupMode.BeforeApply,
                null,
                VerifyLevel.valueOf(Defaults.VERIFY),
                storage.persistentVolumeClaim() == null ? null : path,
                S3Values.of(storage.s3(), values),
                null,
                null);
    }
}
