package io.dbmigration.operator.run;

import io.dbmigration.api.BackupSpec;
import io.dbmigration.api.DatabaseMigration;
import io.dbmigration.api.StorageSpec;
import io.dbmigration.contract.RunKind;
import io.dbmigration.operator.bundle.BundleSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A run that shall start.
 *
 * @param number one above all that were seen
 * @param attempt runs for the same wish, from 1
 * @param previous how the runs before it ended, for the same wish
 * @param request what it carries out; null for a deploy
 * @param protectedPaths backups that retention leaves alone
 * @param afterResolution whether a person marked a migration as applied just before
 */
public record RunPlan(
        DatabaseMigration migration,
        BundleSource.Found source,
        Wish wish,
        int number,
        int attempt,
        @Nullable Streak previous,
        @Nullable Request request,
        List<String> protectedPaths,
        boolean afterResolution) {

    public RunKind kind() {
        return request == null ? RunKind.Deploy : request.kind();
    }

    public String namespace() {
        return migration.getMetadata().getNamespace();
    }

    public String uid() {
        return migration.getMetadata().getUid();
    }

    public String jobName() {
        return JobNames.of(migration.getMetadata().getName(), uid(), number);
    }

    /** The same run under another number: a Job of this number is there already. */
    public RunPlan numbered(int other) {
        return new RunPlan(migration, source, wish, other, attempt, previous, request, protectedPaths, afterResolution);
    }

    RunFacts facts(String image) {
        return new RunFacts(
                jobName(),
                migration.getMetadata().getName(),
                kind(),
                number,
                attempt,
                previous,
                wish,
                source.identity(),
                image,
                storage(),
                request == null ? null : AskedBy.of(request),
                afterResolution);
    }

    /** Where backups of this run go. */
    private @Nullable StorageSpec storage() {
        return Optional.ofNullable(migration.getSpec().backup())
                .map(BackupSpec::storage)
                .orElse(null);
    }
}
