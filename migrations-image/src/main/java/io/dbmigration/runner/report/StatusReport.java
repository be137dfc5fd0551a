package io.dbmigration.runner.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.dbmigration.runner.apply.WayOut;
import io.dbmigration.runner.bundle.Bundle;
import io.dbmigration.runner.bundle.Migration;
import io.dbmigration.runner.database.HistoryAccess;
import io.dbmigration.runner.diagnosis.Diagnosis;
import io.dbmigration.runner.diagnosis.Held;
import io.dbmigration.runner.history.HistoryRow;
import io.dbmigration.runner.history.Marker;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The whole diagnosis of a database and a bundle, as {@code dbm status -o json} prints it. Names are in bundle order, those that the
 * bundle lacks in the order in which they would stand there. Rolled-back rows count as absent, as in Prisma 7.9 and newer.
 *
 * @param database its name
 * @param schema where the history lies, or would be made
 * @param count migrations in the bundle
 * @param hasHistory whether {@code _prisma_migrations} is there
 * @param history which side knows more
 * @param lastCommon where the histories diverge: the migration of the bundle before the first pending one
 * @param applied migrations of the bundle that are applied
 * @param pending without a row that counts: a deploy applies them
 * @param unknown names in the database that the bundle lacks
 * @param ahead those of them that sort after the bundle's last
 * @param edited whose script is another than the recorded one
 * @param outOfOrder pending ones that sort before an applied one
 * @param rolledBack pending ones that were rolled back
 * @param held pending ones that a person took back: a deploy of this bundle stops before it applies anything
 * @param missingFiles migrations of the bundle without migration.sql
 * @param code Prisma's code where {@code prisma migrate status} fails with one
 * @param upToDate whether Prisma would say so: then the exit status is 0
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StatusReport(
        String database,
        String address,
        String schema,
        int count,
        boolean hasHistory,
        Relation history,
        @Nullable String lastCommon,
        List<String> applied,
        List<String> pending,
        List<String> unknown,
        List<String> ahead,
        List<String> failed,
        List<String> edited,
        List<String> outOfOrder,
        List<String> rolledBack,
        List<HeldMigration> held,
        List<String> missingFiles,
        @Nullable String headMigration,
        List<FailedRow> failedRows,
        List<String> notices,
        @Nullable String code,
        boolean upToDate) {

    private static final String MISSING_FILE = "P3015";

    /** Which side knows migrations that the other one does not. */
    public enum Relation {
        UpToDate,
        DatabaseIsBehind,
        BundleIsBehind,
        HistoriesDiverge
    }

    /**
     * A migration that was begun and neither finished nor rolled back; it may still run.
     *
     * @param startedAt RFC 3339, UTC
     * @param leftNothing whether its row says that nothing of it is in the database
     * @param wayOut what settles it
     */
    public record FailedRow(String name, String startedAt, boolean leftNothing, WayOut wayOut) {}

    /** @param by who took it back, for people, for example {@code MigrationRollback back-to-june} */
    public record HeldMigration(String name, String by) {}

    /** @param history its rows; null: there is none */
    public static StatusReport of(
            HistoryAccess access, Bundle bundle, @Nullable List<HistoryRow> history, Diagnosis found, List<Held> held) {
        var hasHistory = history != null;
        var rows = history == null ? List.<HistoryRow>of() : history;
        var relation = Relation.values()[found.relation().ordinal()];
        var notComparable = !found.notComparable().isEmpty();
        return new StatusReport(
                access.settings().database(),
                access.settings().address(),
                access.historySchema(),
                bundle.migrations().size(),
                hasHistory,
                relation,
                relation == Relation.HistoriesDiverge ? found.lastCommon() : null,
                names(found.applied()),
                names(found.pending()),
                found.unknown(),
                found.ahead(),
                found.failed().stream().map(HistoryRow::name).distinct().toList(),
                names(found.edited()),
                names(found.outOfOrder()),
                found.rolledBack(),
                held.stream()
                        .map(one -> new HeldMigration(
                                one.migration(), one.hold().request().toString()))
                        .toList(),
                names(found.missingFiles()),
                found.headMigration(),
                found.failed().stream()
                        .map(row -> failedRow(row, WayOut.of(row, rows, bundle.migrations())))
                        .toList(),
                bundle.notices(),
                notComparable ? MISSING_FILE : null,
                hasHistory
                        && !notComparable
                        && found.failed().isEmpty()
                        && (relation == Relation.UpToDate || relation == Relation.BundleIsBehind));
    }

    private static FailedRow failedRow(HistoryRow row, WayOut wayOut) {
        var leftNothing = row.marker()
                .filter(marker -> marker.state() == Marker.State.FAILED_LEFT_NOTHING
                        || marker.state() == Marker.State.INTERRUPTED)
                .isPresent();
        return new FailedRow(row.name(), row.startedAt().toString(), leftNothing, wayOut);
    }

    private static List<String> names(List<Migration> migrations) {
        return migrations.stream().map(Migration::name).toList();
    }
}
