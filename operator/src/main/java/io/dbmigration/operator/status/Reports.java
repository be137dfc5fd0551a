package io.dbmigration.operator.status;

import io.dbmigration.api.DatabaseMigrationStatus.Plan;
import io.dbmigration.api.Limits;
import io.dbmigration.contract.ReportLine.MigrationState;
import io.dbmigration.operator.outcome.OutcomeReader;
import io.dbmigration.operator.outcome.RunReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the log tells, within the bounds of the schema. */
final class Reports {

    private Reports() {}

    static @Nullable List<MigrationState> migrations(RunReport report, @Nullable List<MigrationState> otherwise) {
        var all = report.migrations();
        if (all == null) {
            return otherwise;
        }
        return all.stream()
                .skip(Math.max(0, all.size() - Limits.STATUS_MIGRATIONS))
                .map(Reports::wellFormed)
                .toList();
    }

    static @Nullable Plan plan(RunReport report, @Nullable Plan otherwise) {
        var plan = report.plan();
        return plan == null
                ? otherwise
                : new Plan(
                        plan.digest(),
                        plan.pending().stream().limit(Limits.STATUS_PENDING).toList(),
                        plan.statements());
    }

    /** A time that is none would lose the whole status. */
    private static MigrationState wellFormed(MigrationState state) {
        return new MigrationState(
                state.name(),
                state.state(),
                time(state.startedAt()),
                time(state.finishedAt()),
                state.duration(),
                state.checksum());
    }

    private static @Nullable String time(@Nullable String text) {
        return OutcomeReader.instant(text) == null ? null : text;
    }
}
