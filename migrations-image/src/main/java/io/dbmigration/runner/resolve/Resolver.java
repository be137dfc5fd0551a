package io.dbmigration.runner.resolve;

import io.dbmigration.contract.RunException;
import io.dbmigration.runner.bundle.Bundle;
import io.dbmigration.runner.history.HistoryRow;
import io.dbmigration.runner.history.HistoryTable;
import java.util.List;

/**
 * Marks one migration as applied or as rolled back. Called while the advisory lock is held; checks and codes are Prisma's, in its order.
 *
 * @see "reference/prisma.md, section 11"
 */
public final class Resolver {

    private final HistoryTable history;
    private final ResolveChecks checks;

    public Resolver(HistoryTable history) {
        this.history = history;
        this.checks = new ResolveChecks(history);
    }

    /**
     * Its failed rows become rolled back, and a finished row is added. Where there is no history it is begun, whatever else the
     * database holds.
     *
     * @throws RunException MigrationNotFound (P3017) where the bundle has no such script, AlreadyApplied (P3008), BundleInvalid
     */
    public void markApplied(Bundle bundle, String name) {
        var script = ResolveChecks.scriptOf(bundle, name).orElseThrow(() -> ResolveChecks.notFound(name));
        if (history.exists()) {
            history.check();
        } else {
            history.create();
        }
        List<HistoryRow> rows;
        do {
            rows = checks.rowsOf(name);
            ResolveChecks.refuseFinished(rows, name);
            // Misses when a session that lost the lock has just finished its row: then the new rows are judged.
        } while (!history.recordApplied(name, script.checksum(), ResolveChecks.unfinished(rows)));
    }

    /**
     * Its failed rows become rolled back.
     *
     * @return whether there were any; without, it was marked before
     * @throws RunException HistoryNotFound; NeverApplied (P3011), NotFailed (P3012)
     */
    public boolean markRolledBack(String name) {
        return ResolveChecks.markEach(ResolveChecks.unfinished(checks.begunRows(name)), history::markRolledBack);
    }

    /** Whether a finished row of it stands, as beside that of a rollback that stopped half way: no deploy applies it then. */
    public boolean isApplied(String name) {
        return checks.rowsOf(name).stream().anyMatch(HistoryRow::applied);
    }
}
