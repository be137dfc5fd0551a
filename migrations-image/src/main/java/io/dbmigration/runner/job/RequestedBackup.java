package io.dbmigration.runner.job;

import io.dbmigration.contract.KubernetesDuration;
import io.dbmigration.contract.RunRequest;
import io.dbmigration.runner.backup.BackupOrder;
import io.dbmigration.runner.backup.BackupPlace;
import io.dbmigration.runner.backup.Retention;
import io.dbmigration.runner.database.ConnectionSettings;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The backup that a Job's request asks for. */
final class RequestedBackup {

    private RequestedBackup() {}

    /** Before a change, or none. */
    static BackupChoice choice(RunRequest request, ConnectionSettings database, ValueReader values) {
        var backup = request.backup();
        return switch (backup.mode()) {
            case BeforeApply -> new BackupChoice.Take(order(request, database, values));
            case Never -> new BackupChoice.Never(Objects.requireNonNullElse(backup.reason(), "no reason was given"));
        };
    }

    /** On demand. */
    static WantedBackup wanted(RunRequest request, ValueReader values) {
        var database = RequestedDatabase.read(request.database(), values);
        return new WantedBackup(
                request.run().id(),
                database,
                order(request, database, values),
                KubernetesDuration.parse(request.policy().advisoryLockTimeout()));
    }

    static BackupOrder order(RunRequest request, ConnectionSettings database, ValueReader values) {
        var backup = request.backup();
        return new BackupOrder(
                RequestedStorage.of(backup, values),
                BackupPlace.of(request.run(), database.database()),
                backup.verify(),
                retention(backup.retention(), backup.protectedPaths()));
    }

    private static @Nullable Retention retention(
            RunRequest.@Nullable Retention wanted, @Nullable List<String> protectedPaths) {
        return wanted == null
                ? null
                : new Retention(
                        wanted.keepLast(),
                        KubernetesDuration.parse(wanted.keepFor()),
                        protectedPaths == null ? Set.of() : Set.copyOf(protectedPaths));
    }
}
