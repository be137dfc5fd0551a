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

/** Finds the history, or what it will be: it is there, or the schema is empty, or an existing database is adopted. */
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
     * Looks and changes nothing.
     *
     * @throws RunException SchemaNotEmpty (Prisma's P3005); for a baseline TargetNotFound, FileMissing, BundleInvalid; TableLost and
     *     AccessDenied for a history that cannot be used
     */
    Prospect look(HistoryTable history) {
        if (history.exists()) {
            history.check();
            return new Prospect.Found(ignored("The database has a history, so the baseline was not needed."));
        }
        var tables = history.tablesBesides();
        if (tables.isEmpty()) {
            return new Prospect.Empty(
                    ignored("The schema is empty, so the baseline was not used and all migrations run."));
        }
        if (baselineUpTo == null) {
            throw new RunException(
                    Reason.SCHEMA_NOT_EMPTY,
                    "The schema is not empty and has no history of migrations; it holds %s."
                            .formatted(PolicyGate.listed(tables)));
        }
        var contained = contained(baselineUpTo);
        contained.forEach(Migration::requireScript);
        return new Prospect.Adopted(contained);
    }

    private List<Migration> contained(String upTo) {
        var names = bundle.migrations().stream().map(Migration::name).toList();
        var last = names.indexOf(upTo);
        if (last < 0) {
            throw new RunException(
                    Reason.TARGET_NOT_FOUND,
                    "The baseline (spec.baseline.upTo, --baseline-up-to) names %s, which the bundle does not hold."
                            .formatted(upTo));
        }
        if (target != null && names.contains(target) && names.indexOf(target) < last) {
            throw new RunException(
                    Reason.TARGET_NOT_FOUND,
                    "The baseline (spec.baseline.upTo, --baseline-up-to) names %s, which comes after the target %s."
                            .formatted(upTo, target));
        }
        return bundle.migrations().subList(0, last + 1);
    }

    private Optional<Notice> ignored(String message) {
        return baselineUpTo == null ? Optional.empty() : Optional.of(new Notice(IGNORED, message));
    }
}
