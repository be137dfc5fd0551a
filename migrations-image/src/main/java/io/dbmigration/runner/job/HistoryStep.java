package io.dbmigration.runner.job;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.contract.RunResult.Notice;
import io.dbmigration.runner.bundle.Bundle;
import io.dbmigration.runner.bundle.Migration;
import io.dbmigration.runner.history.HistoryTable;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sees to it that there is a history to read: it is there, or the schema is empty, or an existing database is adopted. */
final class HistoryStep {

    private static final String IGNORED = "BaselineIgnored";

    private final Bundle bundle;
    private final @Nullable String target;
    private final @Nullable String baselineUpTo;

    HistoryStep(Bundle bundle, @Nullable String target, @Nullable String baselineUpTo) {
        this.bundle = bundle;
        this.target = target;
        this.baselineUpTo = baselineUpTo;
    }

    /**
     * What is worth an event.
     *
     * @throws RunException SchemaNotEmpty (Prisma's P3005), TargetNotFound for a baseline that the bundle does not hold
     */
    Optional<Notice> prepare(HistoryTable history) {
        if (history.exists()) {
            history.check();
            return ignored("The database has a history, so spec.baseline was not needed.");
        }
        var tables = history.tablesBesides();
        if (tables.isEmpty()) {
            history.create();
            return ignored("The schema is empty, so spec.baseline was not used and all migrations run.");
        }
        if (baselineUpTo == null) {
            throw new RunException(
                    Reason.SCHEMA_NOT_EMPTY,
                    "The schema is not empty and has no history of migrations; it holds %s."
                            .formatted(PolicyGate.listed(tables)));
        }
        history.createBaseline(contained(baselineUpTo));
        return Optional.of(new Notice(
                "Baselined", "The existing database was adopted: it counts as migrated up to " + baselineUpTo + "."));
    }

    private List<Migration> contained(String upTo) {
        var names = bundle.migrations().stream().map(Migration::name).toList();
        var last = names.indexOf(upTo);
        if (last < 0) {
            throw new RunException(
                    Reason.TARGET_NOT_FOUND,
                    "spec.baseline.upTo names %s, which the bundle does not hold.".formatted(upTo));
        }
        if (target != null && names.contains(target) && names.indexOf(target) < last) {
            throw new RunException(
                    Reason.TARGET_NOT_FOUND,
                    "spec.baseline.upTo names %s, which comes after spec.target %s.".formatted(upTo, target));
        }
        return bundle.migrations().subList(0, last + 1);
    }

    private Optional<Notice> ignored(String message) {
        return baselineUpTo == null ? Optional.empty() : Optional.of(new Notice(IGNORED, message));
    }
}
