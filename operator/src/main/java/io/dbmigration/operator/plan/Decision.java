package io.dbmigration.operator.plan;

import io.dbmigration.contract.Phase;
import io.dbmigration.contract.Reason;
import io.dbmigration.operator.observe.ObservedRun;
import io.dbmigration.operator.run.RunPlan;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What to do now about one resource; it carries all that its executor needs. */
public sealed interface Decision {

    /** Start this run; its Job does not exist yet. */
    record Start(RunPlan plan) implements Decision {}

    /** Take back a run that never started, because something else is wished now. */
    record Withdraw(ObservedRun run) implements Decision {}

    /** A run is under way, or is about to start. */
    record Working(ObservedRun run) implements Decision {}

    /**
     * Nothing to do before {@code until}, or before something changes.
     *
     * @param phase Pending, or Failed for what is tried on although a person must act
     * @param until null: an event goes on
     */
    record Wait(
            Reason reason,
            String explanation,
            Phase phase,
            @Nullable Instant until) implements Decision {}

    /** The database is as wished. */
    record Done(ObservedRun run) implements Decision {}

    /** Only a person can go on. */
    record Blocked(Reason reason, String explanation) implements Decision {}

    /** {@code spec.suspend}. @param done the newest run, if it did what is wished */
    record Suspended(@Nullable ObservedRun done) implements Decision {}

    /** Marked for deletion, and nothing is under way. */
    record Leave() implements Decision {}

    /**
     * The run of a request that says nothing about the resource itself.
     *
     * @param run what is done: Start, Working, Withdraw, or what became of it
     * @param told what the resource's own status says meanwhile; not carried out
     */
    record Beside(Decision run, Decision told) implements Decision {}

    /** What was seen is out of date: look again at once. */
    record LookAgain() implements Decision {}
}
