package io.dbmigration.operator.outcome;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunResult;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What one run amounts to. */
public sealed interface Outcome {

    /** The runner's container has never started: nothing has touched the database. */
    record NotStarted(@Nullable Trouble trouble) implements Outcome {}

    /** The runner works. */
    record Running() implements Outcome {}

    /** The run is over. */
    sealed interface Closed extends Outcome {
        Reason reason();

        boolean succeeded();

        /** For people. */
        String message();

        /** When it ended; null where nobody knows. */
        @Nullable
        Instant finishedAt();
    }

    /** The runner said what became of it. */
    record Ended(RunResult result, @Nullable Instant finishedAt) implements Closed {
        @Override
        public Reason reason() {
            return result.reason();
        }

        @Override
        public boolean succeeded() {
            return result.outcome() == RunResult.Outcome.Succeeded;
        }

        @Override
        public String message() {
            return result.message();
        }
    }

    /** It ended without the runner's word: Lost, never started until the deadline, or its bundle could not be copied. */
    record Broken(Reason reason, String message, @Nullable Instant finishedAt) implements Closed {
        @Override
        public boolean succeeded() {
            return false;
        }
    }

    /** Job and pods are gone; this is what the status still says. */
    record Recorded(
            Reason reason,
            boolean succeeded,
            String message,
            @Nullable Instant finishedAt) implements Closed {}
}
