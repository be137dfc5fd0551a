package io.dbmigration.runner.job;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.contract.RunResult;
import java.util.function.Supplier;

/** Makes a result of whatever ends a run: every run tells what became of it. */
final class RunGuard {

    private final RunFacts facts;
    private final StopSignal stop;

    RunGuard(RunFacts facts, StopSignal stop) {
        this.facts = facts;
        this.stop = stop;
    }

    /** An unknown error is told by its class alone: its message may hold anything. */
    RunResult result(Supplier<RunResult> work) {
        try {
            return work.get();
        } catch (RunException ended) {
            return facts.failed(stop.reasonOf(ended), String.valueOf(ended.getMessage()), ended.failure());
        } catch (BackupChoice.Missing undecided) {
            throw undecided;
        } catch (OutOfMemoryError full) {
            return facts.failed(Reason.RUNNER_FAILED, "The runner's memory was not enough (OutOfMemoryError).", null);
        } catch (RuntimeException | Error unknown) {
            return facts.failed(
                    Reason.RUNNER_FAILED, "The runner met an error it does not know: " + place(unknown) + ".", null);
        }
    }

    /** Class and place, which is what a report about it needs. */
    private static String place(Throwable unknown) {
        var trace = unknown.getStackTrace();
        return unknown.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]);
    }
}
