package io.dbmigration.runner.resolve;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.runner.bundle.Bundle;
import io.dbmigration.runner.bundle.Migration;
import io.dbmigration.runner.history.HistoryRow;
import io.dbmigration.runner.history.HistoryTable;
import java.util.List;
import java.util.Optional;

/**
 * Marks one migration as applied or as rolled back. Called while the advisory lock is held; checks and codes are Prisma's, in its order.
 *
 * @see "reference/prisma.md, section 11"
 */
public final class Resolver {

    private final HistoryTable history;

    public Resolver(HistoryTable history) {
        this.history = history;
    }

    /**
     * Its failed rows become rolled back, and a finished row is added. Where there is no history it is begun, whatever else the
     * database holds.
     *
     * @throws RunException MigrationNotFound (P3017) where the bundle has no such script, AlreadyApplied (P3008), BundleInvalid
     */
    public void markApplied(Bundle bundle, String name) {
        var migration = scriptOf(bundle, name);
        migration.requireScript();
        if (history.exists()) {
            history.check();
        } else {
            history.create();
        }
        List<HistoryRow> failed;
        do {
            failed = unfinished(refuseFinished(rowsOf(name), name));
            // Misses when a session that lost the lock has just finished its row: then the new rows are judged.
        } while (!history.recordApplied(migration, failed));
    }

    /**
     * Its failed rows become rolled back.
     *
     * @return whether there were any; without, it was marked before
     * @throws RunException HistoryNotFound; NeverApplied (P3011), NotFailed (P3012)
     */
    public boolean markRolledBack(String name) {
        if (!history.exists()) {
            throw new RunException(
                    Reason.HISTORY_NOT_FOUND,
                    "The database has no history of migrations, so %s cannot be marked as rolled back."
                            .formatted(name));
        }
        history.check();
        var rows = rowsOf(name);
        if (rows.isEmpty()) {
            throw new RunException(
                    Reason.NEVER_APPLIED,
                    "The migration %s was never begun in this database, so it cannot be marked as rolled back."
                            .formatted(name));
        }
        if (rows.stream().allMatch(row -> row.finishedAt() != null)) {
            throw new RunException(
                    Reason.NOT_FAILED,
                    "The migration %s has not failed, so it cannot be marked as rolled back.".formatted(name));
        }
        return !unfinished(rows).stream()
                .map(history::markRolledBack)
                .flatMap(Optional::stream)
                .toList()
                .isEmpty();
    }

    private static Migration scriptOf(Bundle bundle, String name) {
        return bundle.find(name)
                .filter(migration -> migration.script() != null)
                .orElseThrow(() -> new RunException(
                        Reason.MIGRATION_NOT_FOUND,
                        "The bundle has no migration %s with a migration.sql.".formatted(name)));
    }

    /** Also where a finished row is rolled back: Prisma says so too. */
    private static List<HistoryRow> refuseFinished(List<HistoryRow> rows, String name) {
        if (rows.stream().anyMatch(row -> row.finishedAt() != null)) {
            throw new RunException(
                    Reason.ALREADY_APPLIED,
                    "The migration %s is recorded as applied in this database already.".formatted(name));
        }
        return rows;
    }

    private static List<HistoryRow> unfinished(List<HistoryRow> rows) {
        return rows.stream().filter(HistoryRow::failed).toList();
    }

    private List<HistoryRow> rowsOf(String name) {
        return history.rows().stream().filter(row -> row.name().equals(name)).toList();
    }
}
