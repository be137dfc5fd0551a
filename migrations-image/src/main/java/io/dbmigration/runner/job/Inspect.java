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

/**
 * Looks what backups of one migration lie in the storage, also those of a resource of this name that is gone, or of one in a cluster
 * that is gone; or at the one that the request names, wherever it lies. Changes nothing.
 */
final class Inspect {

    private final RunTools tools;
    private final RunFacts facts;

    Inspect(String run, RunTools tools) {
        this.tools = tools;
        this.facts = new RunFacts(RunKind.Inspect, run, tools.clock());
    }

    RunResult run(RunRequest request, ValueReader values) {
        var one = request.restore();
        return new RunGuard(facts, tools.stop())
                .result(() -> one == null
                        ? look(request.run(), RequestedStorage.of(request.backup(), values))
                        : lookAt(one.path(), RequestedStorage.of(one.storage(), values)));
    }

    private RunResult look(RunRequest.Run run, BackupStorage storage) {
        var found = tell(() -> pathsOf(run, storage), storage);
        return facts.succeeded(
                Reason.INSPECTED, "The storage holds %d backups of %s.".formatted(found, run.migration()));
    }

    private RunResult lookAt(String path, BackupStorage storage) {
        return tell(() -> List.of(path), storage) == 1
                ? facts.succeeded(Reason.INSPECTED, "The backup is there.")
                : facts.succeeded(Reason.INSPECTED, "There is no backup in %s.".formatted(path));
    }

    private static List<String> pathsOf(RunRequest.Run run, BackupStorage storage) throws IOException {
        var paths = new ArrayList<String>();
        for (var cluster : storage.clusters()) {
            storage.paths(BackupPlace.namespace(cluster, run).toString()).stream()
                    .filter(path -> BackupPlace.isOfSameName(run, path))
                    .forEach(paths::add);
        }
        return paths;
    }

    @FunctionalInterface
    private interface Paths {
        List<String> list() throws IOException;
    }

    /** @return how many backups were found and told */
    private int tell(Paths paths, BackupStorage storage) {
        var found = tools.stop().duringWait(() -> found(paths, storage));
        tools.report().backups(found);
        return found.size();
    }

    private static List<FoundBackup> found(Paths paths, BackupStorage storage) {
        try {
            var found = new ArrayList<FoundBackup>();
            for (var path : paths.list()) {
                storage.manifest(path)
                        .map(manifest -> new FoundBackup(manifest.database(), manifest.receipt()))
                        .ifPresent(found::add);
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
