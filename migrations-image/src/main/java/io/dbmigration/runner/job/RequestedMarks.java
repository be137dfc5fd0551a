package io.dbmigration.runner.job;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.contract.RunResult;
import io.dbmigration.runner.bundle.Bundle;
import io.dbmigration.runner.database.ServerOptions.Missing;
import io.dbmigration.runner.history.Hold;
import io.dbmigration.runner.job.ResolveOrder.Mark;
import io.dbmigration.runner.resolve.RequestedResolver;
import io.dbmigration.runner.resolve.Resolver;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The marks that a request asks for: a second equal one changes nothing and says so. */
record RequestedMarks(String migration, RunFacts facts, LockedHistory history) {

    RunResult applied(Mark.RequestedApplied mark) {
        var bundle = mark.reader().read(mark.bundle());
        facts.bundle(bundle);
        history.work(Missing.CREATE_SCHEMA, bundle, table -> {
            if (new RequestedResolver(table).markApplied(bundle, migration, mark.seen())) {
                facts.changed();
            }
        });
        return facts.succeeded(
                Reason.RESOLVED,
                migration
                        + (facts.hasChanged()
                                ? " is marked as applied. Nothing was run."
                                : " was marked as applied before; nothing was changed."));
    }

    RunResult rolledBack(Mark.RequestedRolledBack mark) {
        var bundle = read(mark).orElse(null);
        var hold = holdOf(mark, bundle);
        var standsApplied = new AtomicBoolean();
        history.work(Missing.REFUSE, bundle, table -> {
            if (new RequestedResolver(table).markRolledBack(bundle, migration, mark.seen(), hold)) {
                facts.changed();
            }
            standsApplied.set(new Resolver(table).isApplied(migration));
        });
        return facts.succeeded(
                Reason.RESOLVED,
                facts.hasChanged()
                        ? migration + " is marked as rolled back. Nothing was run; " + next(standsApplied.get(), hold)
                        : migration + " had no failed row left, it was marked before; nothing was changed.");
    }

    /** @param standsApplied whether a finished row of it is left: the failed one was that of its rollback */
    static String next(boolean standsApplied, @Nullable Hold hold) {
        if (standsApplied) {
            return "another row says that it is applied, so it counts as applied again.";
        }
        if (hold == null) {
            return "the next deploy applies it again.";
        }
        return (hold.bundle() == null ? "no bundle applies it again" : "the same bundle does not apply it again")
                + " until retry is asked for.";
    }

    /** Who saw a script needs it; for all others the mark matters, not the bundle. */
    private Optional<Bundle> read(Mark.RequestedRolledBack mark) {
        try {
            var bundle = mark.reader().read(mark.bundle());
            facts.bundle(bundle);
            return Optional.of(bundle);
        } catch (RunException unreadable) {
            if (mark.seen().checksum() != null) {
                throw unreadable;
            }
            facts.note("Bundle", "The bundle could not be read: " + unreadable.getMessage());
            return Optional.empty();
        }
    }

    private static @Nullable Hold holdOf(Mark.RequestedRolledBack mark, @Nullable Bundle bundle) {
        var hold = mark.hold();
        return hold == null || hold.bundle() != null || bundle == null ? hold : hold.ofBundle(bundle.digest());
    }
}
