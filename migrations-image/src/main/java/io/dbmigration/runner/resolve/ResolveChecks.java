package io.dbmigration.runner.resolve;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.runner.bundle.Bundle;
import io.dbmigration.runner.bundle.Migration;
import io.dbmigration.runner.bundle.Script;
import io.dbmigration.runner.history.HistoryRow;
import io.dbmigration.runner.history.HistoryTable;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What every correction is judged by, with Prisma's codes. */
record ResolveChecks(HistoryTable history) {

    List<HistoryRow> rowsOf(String name) {
        return history.rows().stream().filter(row -> row.name().equals(name)).toList();
    }

    List<HistoryRow> checkedRowsOf(String name) {
        history.check();
        return rowsOf(name);
    }

    /** @throws RunException HistoryNotFound; NeverApplied (P3011), NotFailed (P3012) */
    List<HistoryRow> begunRows(String name) {
        if (!history.exists()) {
            throw new RunException(
                    Reason.HISTORY_NOT_FOUND,
                    "The database has no history of migrations, so %s cannot be marked as rolled back."
                            .formatted(name));
        }
        var rows = checkedRowsOf(name);
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
        return rows;
    }

    /** Also where a finished row is rolled back: Prisma says so too. */
    static void refuseFinished(List<HistoryRow> rows, String name) {
        if (rows.stream().anyMatch(row -> row.finishedAt() != null)) {
            throw new RunException(
                    Reason.ALREADY_APPLIED,
                    "The migration %s is recorded as applied in this database already.".formatted(name));
        }
    }

    static List<HistoryRow> unfinished(List<HistoryRow> rows) {
        return rows.stream().filter(HistoryRow::failed).toList();
    }

    /** Whether any was still as it was read. */
    static boolean markEach(List<HistoryRow> rows, Function<HistoryRow, Optional<HistoryRow>> mark) {
        return !rows.stream().map(mark).flatMap(Optional::stream).toList().isEmpty();
    }

    /** @throws RunException BundleInvalid for a script with a fault */
    static Optional<Script> scriptOf(Bundle bundle, String name) {
        return bundle.find(name).filter(migration -> migration.script() != null).map(Migration::requireScript);
    }

    static RunException notFound(String name) {
        return new RunException(
                Reason.MIGRATION_NOT_FOUND, "The bundle has no migration %s with a migration.sql.".formatted(name));
    }
}
