package io.dbmigration.operator.status;

import static java.util.Objects.requireNonNull;

import io.dbmigration.api.DatabaseBackup;
import io.dbmigration.api.DatabaseBackupStatus;
import io.dbmigration.contract.Reason;
import io.dbmigration.contract.ReportLine.FoundBackup;
import io.dbmigration.contract.RunResult;
import io.dbmigration.operator.observe.Observation;
import io.dbmigration.operator.plan.Standing;
import io.dbmigration.operator.run.Request;
import io.dbmigration.operator.run.Told;
import io.dbmigration.operator.status.RequestStatuses.Change;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The statuses of backups that somebody asked for: facts once there are any, else only where the request is. */
final class BackupStatuses {

    private BackupStatuses() {}

    static Optional<Change> onDemand(Request.OnDemand request, Told told, Standing standing, RequestTold words) {
        if (!(standing instanceof Standing.Ended ended) || !ended.end().succeeded()) {
            return change(request.object(), bare(told));
        }
        var result = RequestStatuses.result(standing).filter(each -> each.backup() != null);
        var storage = ended.run().facts().storage();
        if (result.isEmpty() || storage == null) {
            return change(
                    request.object(),
                    bare(
                            words.failed(
                                    ended.run(),
                                    ended.end(),
                                    Reason.LOST,
                                    "A backup was taken, but where it is was lost; the annotation dbmigration.io/rebuild-receipts on the DatabaseMigration finds it.")));
        }
        return change(
                request.object(),
                Receipts.statusOf(
                        told,
                        conditionsOf(told),
                        storage,
                        receiptOf(result.get()),
                        result.get().database()));
    }

    static Optional<Change> found(
            Observation seen, Request.Found request, Told told, Standing standing, RequestTold words) {
        if (!(standing instanceof Standing.Ended ended) || !ended.end().succeeded()) {
            return change(request.object(), bare(told));
        }
        var backups = seen.newest().filter(ended.run()::equals).isPresent()
                ? seen.report().backups()
                : null;
        if (backups == null) {
            return change(
                    request.object(),
                    bare(
                            words.failed(
                                    ended.run(),
                                    ended.end(),
                                    Reason.LOST,
                                    "The log of the look is gone, and with it what it found; make this DatabaseBackup again.")));
        }
        var path = request.stored().path();
        return backups.stream()
                .filter(found -> found.receipt().path().equals(path))
                .findFirst()
                .map(found -> change(request.object(), of(found, words, ended)))
                .orElseGet(() -> change(
                        request.object(),
                        bare(words.failed(
                                ended.run(),
                                ended.end(),
                                Reason.BACKUP_NOT_FOUND,
                                "There is no backup in " + path + "."))));
    }

    private static DatabaseBackupStatus of(FoundBackup found, RequestTold words, Standing.Ended ended) {
        var told = words.succeeded(
                ended.run(),
                ended.end(),
                found.receipt().verified().name(),
                "The backup exists and was verified when it was taken.");
        return Receipts.statusOf(told, conditionsOf(told), null, found.receipt(), found.database());
    }

    private static List<Condition> conditionsOf(Told told) {
        return told.conditions() == null ? List.of() : told.conditions();
    }

    private static RunResult.Receipt receiptOf(RunResult result) {
        return requireNonNull(result.backup(), "backup");
    }

    /** Without facts of a dump. */
    static DatabaseBackupStatus bare(Told told) {
        return new DatabaseBackupStatus(
                1L,
                told.conditions(),
                told.outcome(),
                told.reason(),
                told.message(),
                told.job(),
                told.requestedBy(),
                null,
                null,
                null,
                null,
                null,
                told.startedAt(),
                told.finishedAt(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    static Optional<Change> change(DatabaseBackup object, @Nullable DatabaseBackupStatus status) {
        var fresh = Fresh.of(object, new DatabaseBackup());
        fresh.setStatus(status);
        var change = RequestStatuses.change(object, fresh, BackupStatuses::read);
        return change;
    }

    /** Any of the kinds reads the status in the same way. */
    private static Request read(DatabaseBackup backup) {
        return new Request.OnDemand(backup);
    }
}
