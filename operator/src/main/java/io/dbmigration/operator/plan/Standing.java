package io.dbmigration.operator.plan;

import io.dbmigration.contract.Phase;
import io.dbmigration.contract.Reason;
import io.dbmigration.operator.observe.ObservedRun;
import io.dbmigration.operator.outcome.Outcome;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where one request is. */
public sealed interface Standing {

    /** Its status tells how it ended; nothing of it is run again, for ever. */
    record Over() implements Standing {}

    /** Its last run ended it; the status does not say so yet. */
    record Ended(ObservedRun run, Outcome.Closed end) implements Standing {}

    /** Its run is under way. */
    record Working(ObservedRun run) implements Standing {}

    /** It may start now. @param previous its run before, which ended with something that passes */
    record Due(@Nullable ObservedRun previous) implements Standing {}

    /**
     * It may not start before {@code until}, or before something changes.
     *
     * @param phase Pending, or Failed for what is tried on although a person must act
     */
    record Waiting(
            Reason reason,
            String explanation,
            Phase phase,
            @Nullable Instant until) implements Standing {}
}
