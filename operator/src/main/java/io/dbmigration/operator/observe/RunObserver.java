package io.dbmigration.operator.observe;

import io.dbmigration.api.DatabaseMigration;
import io.dbmigration.api.DatabaseMigrationStatus;
import io.dbmigration.operator.outcome.Outcome;
import io.dbmigration.operator.run.Request;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the runs of one resource. */
public final class RunObserver {

    private final Runs cached;
    private final Runs live;
    private final Warnings warnings;

    public RunObserver(Runs cached, Runs live, Warnings warnings) {
        this.cached = cached;
        this.live = live;
        this.warnings = warnings;
    }

    /** Newest first. */
    List<ObservedRun> observe(
            DatabaseMigration migration, @Nullable DatabaseMigrationStatus before, List<Request> requests) {
        var runs = read(cached, migration, before, requests);
        // Caches of Jobs and pods are not in step: nothing is called lost before the API server said so.
        if (!runs.isEmpty() && runs.getFirst().outcome() instanceof Outcome.Broken) {
            runs = read(live, migration, before, requests);
        }
        return withTrouble(runs);
    }

    private static List<ObservedRun> read(
            Runs source,
            DatabaseMigration migration,
            @Nullable DatabaseMigrationStatus before,
            List<Request> requests) {
        var namespace = migration.getMetadata().getNamespace();
        var uid = migration.getMetadata().getUid();
        return RunHistory.of(source.jobs(namespace, uid), source.pods(namespace, uid), before, requests);
    }

    private List<ObservedRun> withTrouble(List<ObservedRun> runs) {
        if (runs.isEmpty() || !isSilent(runs.getFirst().outcome())) {
            return runs;
        }
        var newest = runs.getFirst();
        var known = new ArrayList<>(runs);
        warnings.about(newest).ifPresent(trouble -> known.set(0, RunHistory.withTrouble(newest, trouble)));
        return known;
    }

    private static boolean isSilent(Outcome outcome) {
        return outcome instanceof Outcome.NotStarted waiting && waiting.trouble() == null;
    }
}
