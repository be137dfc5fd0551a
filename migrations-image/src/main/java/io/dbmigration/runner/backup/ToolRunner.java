package io.dbmigration.runner.backup;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Starts client programs one after the other, until it is told to stop. */
final class ToolRunner {

    private final String cutOff;
    private @Nullable ToolProcess current;
    private boolean cancelled;

    /** @param cutOff what is said after {@link #cancel} */
    ToolRunner(String cutOff) {
        this.cutOff = cutOff;
    }

    synchronized ToolProcess start(List<String> command, Map<String, String> environment) throws IOException {
        refuseIfCancelled();
        return current(ToolProcess.start(command, environment));
    }

    /** Its standard input is for the caller to write. */
    synchronized ToolProcess startFed(List<String> command, Map<String, String> environment) throws IOException {
        refuseIfCancelled();
        return current(ToolProcess.startFed(command, environment));
    }

    private ToolProcess current(ToolProcess process) {
        current = process;
        return process;
    }

    /** Ends what is under way and starts nothing more; from any thread. */
    synchronized void cancel() {
        cancelled = true;
        if (current != null) {
            current.cancel();
        }
    }

    /** @throws RunException Interrupted */
    synchronized void refuseIfCancelled() {
        if (cancelled) {
            throw new RunException(Reason.INTERRUPTED, cutOff);
        }
    }
}
