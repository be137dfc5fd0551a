package io.dbmigration.runner.resolve;

import io.dbmigration.contract.RunException;
import io.dbmigration.runner.bundle.Bundle;
import io.dbmigration.runner.bundle.Script;
import io.dbmigration.runner.history.HistoryRow;
import io.dbmigration.runner.history.HistoryTable;
import io.dbmigration.runner.history.Hold;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * As {@link Resolver}, for a request: it is refused where things are not as its author saw them, an equal one changes nothing, and the
 * bundle need not have the migration any more.
 */
public final class RequestedResolver {

    private final HistoryTable history;
    private final ResolveChecks checks;

    public RequestedResolver(HistoryTable history) {
        this.history = history;
        this.checks = new ResolveChecks(history);
    }

    /**
     * A migration that the bundle does not have is recorded with the checksum of its failed row.
     *
     * @return false: it was marked so before
     * @throws RunException StateChanged; MigrationNotFound (P3017), AlreadyApplied (P3008), BundleInvalid
     */
    public boolean markApplied(Bundle bundle, String name, Seen seen) {
        var script = ResolveChecks.scriptOf(bundle, name).orElse(null);
        while (true) {
            var exists = history.exists();
            var rows = exists ? checks.checkedRowsOf(name) : List.<HistoryRow>of();
            seen.require(name, script, rows);
            var failed = ResolveChecks.unfinished(rows);
            if (failed.isEmpty() && rows.stream().anyMatch(RequestedResolver::isMarkedApplied)) {
                return false;
            }
            var checksum = checksumOf(script, failed).orElseThrow(() -> ResolveChecks.notFound(name));
            ResolveChecks.refuseFinished(rows, name);
            if (!exists) {
                history.create();
            }
            if (history.recordApplied(name, checksum, failed)) {
                return true;
            }
        }
    }

    /**
     * @param bundle for the script that was seen; null: it could not be read
     * @param hold keeps deploys from applying it again; null: the next one may
     * @return whether there were failed rows; without, it was marked before
     * @throws RunException StateChanged; HistoryNotFound; NeverApplied (P3011), NotFailed (P3012)
     */
    public boolean markRolledBack(@Nullable Bundle bundle, String name, Seen seen, @Nullable Hold hold) {
        var rows = checks.begunRows(name);
        var script = bundle == null || seen.checksum() == null
                ? null
                : ResolveChecks.scriptOf(bundle, name).orElse(null);
        seen.require(name, script, rows);
        return ResolveChecks.markEach(
                ResolveChecks.unfinished(rows),
                row -> hold == null
                        ? history.markRolledBack(row)
                        : history.markRolledBack(row, hold.format(textOf(row, hold))));
    }

    private static String textOf(HistoryRow row, Hold hold) {
        return Objects.requireNonNullElse(row.logs(), "") + "\n\nMarked as rolled back by " + hold.request() + ".";
    }

    /** As resolve writes it, here and in Prisma. */
    private static boolean isMarkedApplied(HistoryRow row) {
        return row.applied() && row.appliedSteps() == 0 && row.startedAt().equals(row.finishedAt());
    }

    private static Optional<String> checksumOf(@Nullable Script script, List<HistoryRow> failed) {
        return script == null
                ? failed.reversed().stream().findFirst().map(HistoryRow::checksum)
                : Optional.of(script.checksum());
    }
}
