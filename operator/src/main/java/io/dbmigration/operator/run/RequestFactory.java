package io.dbmigration.operator.run;

import static java.util.Objects.requireNonNull;

import io.dbmigration.api.BackupSpec;
import io.dbmigration.api.BundleSpec;
import io.dbmigration.api.ConnectionSpec;
import io.dbmigration.api.DatabaseMigrationSpec.BaselineSpec;
import io.dbmigration.api.DatabaseSpec;
import io.dbmigration.api.DatabaseSpec.TlsSpec;
import io.dbmigration.contract.KubernetesDuration;
import io.dbmigration.contract.RunKind;
import io.dbmigration.contract.RunRequest;
import io.dbmigration.contract.RunnerFiles;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes down what one run is asked to do. */
final class RequestFactory {

    private RequestFactory() {}

    static RunRequest requestOf(RunPlan plan, String clusterUid, MountedValues values) {
        var spec = plan.migration().getSpec();
        return new RunRequest(
                RunKind.Deploy,
                run(plan, clusterUid),
                database(requireNonNull(spec.database(), "spec.database"), values),
                bundle(plan, requireNonNull(spec.bundle(), "spec.bundle")),
                spec.target(),
                backup(requireNonNull(spec.backup(), "spec.backup")),
                spec.effectivePolicy().effective(),
                Optional.ofNullable(spec.baseline()).map(BaselineSpec::upTo).orElse(null),
                spec.verificationQueries(),
                KubernetesDuration.format(spec.effectiveTimeout()),
                null,
                null,
                null,
                null);
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
        var pinned = bundle.digest();
        return new RunRequest.Bundle(
                BundleVolume.pathOf(bundle),
                plan.source().identity(),
                pinned == null ? plan.source().digest() : pinned,
                pinned != null);
    }

    private static RunRequest.Backup backup(BackupSpec backup) {
        return new RunRequest.Backup(
                backup.effectiveMode(),
                backup.reason(),
                backup.effectiveVerify(),
                backup.storage() == null ? null : RunnerFiles.BACKUP,
                null,
                null,
                null);
    }
}
