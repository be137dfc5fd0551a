package io.dbmigration.runner.job;

import io.dbmigration.contract.KubernetesDuration;
import io.dbmigration.contract.RunRequest;
import io.dbmigration.runner.backup.BackupOrder;
import io.dbmigration.runner.backup.BackupPlace;
import io.dbmigration.runner.database.ConnectionSettings;
import io.dbmigration.runner.job.RestoreOrder.Goal;
import io.dbmigration.runner.restore.RestoreOrigin;
import io.dbmigration.runner.restore.RestoreSource;
import io.dbmigration.runner.restore.SwapOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The restore that a Job's request asks for. */
final class RequestedRestore {

    private RequestedRestore() {}

    static RestoreOrder of(RunRequest request, ValueReader values) {
        var database = RequestedDatabase.read(request.database(), values);
        var wish = Objects.requireNonNull(request.restore(), "a request to restore says what");
        var origin = new RestoreOrigin(
                Objects.requireNonNull(request.request(), "an object asks for this run"),
                request.run().id());
        var bundle = new RestoreOrder.Wanted(Path.of(request.bundle().path()), request.target());
        return new RestoreOrder(
                origin,
                database,
                new RestoreSource(
                        RequestedStorage.of(wish.storage(), values),
                        wish.path(),
                        wish.sha256(),
                        ownFolder(request, wish, database)),
                switch (wish.mode()) {
                    case NewDatabase -> new Goal.Beside(wish.newDatabaseName());
                    case Swap -> inPlace(request, wish, origin, bundle, database, values);
                },
                bundle,
                KubernetesDuration.parse(request.policy().advisoryLockTimeout()));
    }

    private static Goal inPlace(
            RunRequest request,
            RunRequest.Restore wish,
            RestoreOrigin origin,
            RestoreOrder.Wanted bundle,
            ConnectionSettings database,
            ValueReader values) {
        var asked = request.bundle().digest();
        var swap = new SwapOrder(
                Objects.requireNonNullElse(wish.confirm(), "nothing"),
                request.run().namespace() + "/" + request.run().migration() + "/",
                Objects.requireNonNullElse(wish.accept(), List.of()),
                origin.holdOf(
                        asked == null ? bundle.digest() : asked,
                        request.target(),
                        request.run().retry()));
        return new Goal.InPlace(swap, presentState(request, wish, database, values));
    }

    /** Also where deploys go without a backup: then it goes where the one to be restored lies. */
    private static BackupOrder presentState(
            RunRequest request, RunRequest.Restore wish, ConnectionSettings database, ValueReader values) {
        var backup =
                request.backup().path() == null && request.backup().s3() == null ? wish.storage() : request.backup();
        return new BackupOrder(
                RequestedStorage.of(backup, values),
                BackupPlace.of(request.run(), database.database()),
                request.backup().verify(),
                null);
    }

    /** Backups elsewhere than where this resource keeps its own may be anybody's; that is what was asked for. */
    private static @Nullable Path ownFolder(RunRequest request, RunRequest.Restore wish, ConnectionSettings database) {
        return sameStorage(request.backup(), wish.storage())
                ? BackupPlace.of(request.run(), database.database()).database()
                : null;
    }

    private static boolean sameStorage(RunRequest.Backup own, RunRequest.Backup other) {
        return Objects.equals(own.path(), other.path()) && Objects.equals(bucket(own), bucket(other));
    }

    private static @Nullable List<@Nullable String> bucket(RunRequest.Backup backup) {
        var s3 = backup.s3();
        return s3 == null ? null : java.util.Arrays.asList(s3.endpoint(), s3.bucket(), s3.prefix());
    }
}
