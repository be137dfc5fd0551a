package io.dbmigration.runner.report;

import io.dbmigration.runner.apply.WayOut;
import io.dbmigration.runner.report.StatusReport.FailedRow;
import io.dbmigration.runner.report.StatusReport.Relation;
import java.util.ArrayList;
import java.util.List;

/** A diagnosis for people: everything that was found, the most urgent first, and what to do about it. */
public final class TextStatus {

    private final StatusReport status;
    private final List<String> lines = new ArrayList<>();

    private TextStatus(StatusReport status) {
        this.status = status;
    }

    /** Several lines. */
    public static String of(StatusReport status) {
        var text = new TextStatus(status);
        text.write();
        return String.join(System.lineSeparator(), text.lines);
    }

    private void write() {
        lines.add("Database %s at %s, schema %s: %d of %d migrations applied."
                .formatted(
                        status.database(),
                        status.address(),
                        status.schema(),
                        status.applied().size(),
                        status.count()));
        status.notices().forEach(lines::add);
        failed();
        diverge();
        list("Pending; a deploy applies them:", status.pending());
        list("Rolled back, so pending again:", status.rolledBack());
        list(
                "Held; a deploy of this bundle stops before it applies anything, unless it says --retry:",
                status.held().stream()
                        .map(one -> one.name() + ", taken back by " + one.by())
                        .toList());
        list("Pending, and sorting before an applied one:", status.outOfOrder());
        list("Applied, with another script in the bundle now:", status.edited());
        list("In the database, newer than the bundle's last one (is this an old bundle?):", status.ahead());
        list(
                "In the database, missing from the bundle:",
                status.unknown().stream()
                        .filter(name -> !status.ahead().contains(name))
                        .toList());
        list(
                "Without migration.sql" + (status.code() == null ? ":" : " (" + status.code() + "):"),
                status.missingFiles());
        conclude();
    }

    private void failed() {
        if (status.failedRows().isEmpty()) {
            return;
        }
        var blocked = status.failedRows().stream().anyMatch(row -> row.wayOut() != WayOut.NextDeploy);
        lines.add(
                blocked
                        ? "Failed, or still running; until it is settled nothing is applied (P3009):"
                        : "Failed, or still running; prisma migrate deploy stops at it (P3009), dbm deploy goes on:");
        status.failedRows().forEach(row -> lines.add("  " + text(row)));
    }

    private static String text(FailedRow row) {
        var name = "\"" + row.name() + "\"";
        return row.name() + ", started " + row.startedAt() + ", " + row.wayOut().told()
                + switch (row.wayOut()) {
                    case NextDeploy -> ": the next deploy applies it again, or the script that replaces it";
                    case CorrectedScript ->
                        ": deploy a corrected script, or where the script was right: dbm deploy --retry";
                    case Retry -> ": look at what it did outside, then: dbm deploy --retry";
                    case Resolve ->
                        ": look at what it left, then: dbm resolve --rolled-back " + name
                                + "  or  dbm resolve --applied " + name;
                };
    }

    private void diverge() {
        if (status.history() == Relation.HistoriesDiverge) {
            lines.add("Bundle and database diverge; the last migration before that: "
                    + (status.lastCommon() == null ? "none" : status.lastCommon()));
        }
    }

    private void list(String heading, List<String> names) {
        if (!names.isEmpty()) {
            lines.add(heading);
            names.forEach(name -> lines.add("  " + name));
        }
    }

    private void conclude() {
        if (!status.hasHistory()) {
            lines.add(
                    "The database has no history of migrations. If it has tables already, say which migration they contain:"
                            + " dbm deploy --baseline-up-to M");
        } else if (status.upToDate()) {
            lines.add("The database is up to date.");
        }
    }
}
