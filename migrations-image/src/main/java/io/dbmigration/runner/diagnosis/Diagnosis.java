package io.dbmigration.runner.diagnosis;

import io.dbmigration.runner.bundle.Bundle;
import io.dbmigration.runner.bundle.Migration;
import io.dbmigration.runner.history.HistoryRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A bundle and the history of a database, side by side. Rolled-back rows count as absent, as in Prisma 7.9 and newer.
 *
 * @param applied migrations of the bundle that are applied, in bundle order
 * @param pending not applied, up to the target, in bundle order
 * @param beyondTarget not applied, after the target
 * @param failed unfinished rows, whatever their name
 * @param ahead names that the database has applied and the bundle lacks, sorting after the bundle's last
 * @param missing names that the database has applied and the bundle lacks, the other ones
 * @param edited applied migrations whose script is another now
 * @param outOfOrder pending ones that sort before an applied one
 * @param rolledBack names in the bundle whose rows are all rolled back
 * @param lastCommon the migration of the bundle before the first one that is not applied
 * @param headMigration the last migration of the bundle with nothing pending before it
 */
public record Diagnosis(
        List<Migration> applied,
        List<Migration> pending,
        List<Migration> beyondTarget,
        List<HistoryRow> failed,
        List<String> ahead,
        List<String> missing,
        List<Migration> edited,
        List<Migration> outOfOrder,
        List<String> rolledBack,
        @Nullable String lastCommon,
        @Nullable String headMigration) {

    /**
     * @param target last migration to apply; null: all
     * @throws io.dbmigration.contract.RunException TargetNotFound
     */
    public static Diagnosis of(Bundle bundle, List<HistoryRow> rows, @Nullable String target) {
        throw new UnsupportedOperationException(bundle.digest() + rows.size() + target);
    }
}
