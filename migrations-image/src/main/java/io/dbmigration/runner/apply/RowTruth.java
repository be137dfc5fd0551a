package io.dbmigration.runner.apply;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.runner.database.Pause;
import io.dbmigration.runner.database.ServerChangedException;
import java.sql.SQLException;

/** Reads what became of a script, on a new bookkeeping connection if need be: the row is the truth, the driver's exception is not. */
final class RowTruth {

    private final ApplyContext context;

    RowTruth(ApplyContext context) {
        this.context = context;
    }

    /** On the present connection; on a new one when that fails. */
    RowReading read(String id) {
        try {
            return look(id);
        } catch (RunException unreachable) {
            return mayPass(unreachable) ? readAnew(id) : new RowReading.Unreadable(unreachable);
        }
    }

    /** On a new connection, which must lead to the server that ran the script. */
    RowReading readAnew(String id) {
        var deadline = System.nanoTime() + context.patience().end().toNanos();
        while (true) {
            try {
                context.connections().reopenBookkeeping();
                return look(id);
            } catch (ServerChangedException another) {
                return new RowReading.Unreadable(another);
            } catch (RunException notYet) {
                if (!mayPass(notYet) || System.nanoTime() > deadline) {
                    return new RowReading.Unreadable(notYet);
                }
                Pause.of(context.patience().look());
            }
        }
    }

    /** Waits until the script's session is idle or gone, for a while only: it may still commit. */
    void awaitEndOfSession() {
        var session = context.session();
        var deadline = System.nanoTime() + context.patience().end().toNanos();
        while (System.nanoTime() < deadline && isWorking(session.pid(), session.backendStart())) {
            Pause.of(context.patience().look());
        }
    }

    private boolean isWorking(int pid, String backendStart) {
        try {
            var state = context.connections().bookkeeping().stateOf(pid, backendStart);
            return state.filter(s -> !s.equals("idle")).isPresent();
        } catch (SQLException lost) {
            return isReachable();
        }
    }

    private boolean isReachable() {
        try {
            context.connections().reopenBookkeeping();
            return true;
        } catch (RunException notNow) {
            return false;
        }
    }

    /** What a server says while it restarts or is out of reach; anything else does not pass by waiting. */
    private static boolean mayPass(RunException error) {
        return error.reason() == Reason.DATABASE_UNREACHABLE;
    }

    private RowReading look(String id) {
        return context.history().row(id).<RowReading>map(RowReading.Found::new).orElseGet(RowReading.Gone::new);
    }
}
