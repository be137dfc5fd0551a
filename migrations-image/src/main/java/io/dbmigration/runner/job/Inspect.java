package io.dbmigration.runner.job;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.ReportLine.FoundBackup;
import io.dbmigration.contract.RunException;
import io.dbmigration.contract.RunKind;
import io.dbmigration.contract.RunRequest;
import io.dbmigration.contract.RunResult;
import io.dbmigration.runner.backup.BackupPlace;
import io.dbmigration.runner.backup.BackupStorage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Looks what backups of one migration lie in the storage, also those of a resource of this name that is gone; changes nothing. */
final class Inspect {

    private final RunTools tools;
    private final RunFacts facts;

    Inspect(String run, RunTools tools) {
        this.tools = tools;
        this.facts = new RunFacts(RunKind.Inspect, run, tools.clock());
    }

    RunResult run(RunRequest request, ValueReader values) {
        return new RunGuard(facts, tools.stop())
                .result(() -> look(request.run(), RequestedStorage.of(request.backup(), values)));
    }

    private RunResult look(RunRequest.Run run, BackupStorage storage) {
        var found = tools.stop().duringWait(() -> found(run, storage));
        tools.report().backups(found);
        return facts.succeeded(
                Reason.INSPECTED, "The storage holds %d backups of %s.".formatted(found.size(), run.migration()));
    }

    private static List<FoundBackup> found(RunRequest.Run run, BackupStorage storage) {
        try {
            var found = new ArrayList<FoundBackup>();
            for (var path : storage.paths(BackupPlace.namespace(run).toString())) {
                if (BackupPlace.isOfSameName(run, path)) {
                    storage.manifest(path)
                            .map(manifest -> new FoundBackup(manifest.database(), manifest.receipt()))
                            .ifPresent(found::add);
                }
            }
            return found;
        } catch (IOException unreadable) {
            throw new RunException(
                    Reason.STORAGE_UNAVAILABLE,
                    "The backup storage cannot be read: %s."
                            .formatted(String.valueOf(unreadable.getMessage()).replaceAll("\\.$", "")),
                    unreadable);
        }
    }
}
