package io.dbmigration.operator.outcome;

import io.dbmigration.contract.ReportLine.FoundBackup;
import io.dbmigration.contract.ReportLine.MigrationState;
import io.dbmigration.contract.ReportLine.Plan;
import io.dbmigration.contract.ReportLine.Progress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the runner's log tells beside the result. Nothing is decided from it.
 *
 * @param progress the newest
 * @param migrations null when the log does not say
 * @param backups what a storage holds; null when the log does not say
 */
public record RunReport(
        @Nullable Progress progress,
        @Nullable List<MigrationState> migrations,
        @Nullable Plan plan,
        @Nullable List<FoundBackup> backups) {

    public static final RunReport NOTHING = new RunReport(null, null, null, null);
}
