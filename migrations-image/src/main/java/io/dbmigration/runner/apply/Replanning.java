package io.dbmigration.runner.apply;

import io.dbmigration.contract.RunException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives a script up of which nothing is in the database, because the plan does not hold any more. */
final class Replanning {

    private static final Logger LOG = LoggerFactory.getLogger(Replanning.class);

    private Replanning() {}

    static Outcome of(ApplyContext context, Attempt undone, String why) {
        try {
            // Else the next plan would find a failed migration; if this misses, it finds an interrupted one and does
            // the same.
            context.history().markRolledBack(undone.row());
        } catch (RunException later) {
            LOG.debug("the row stays for the next plan", later);
        }
        return new Outcome.Replan(why);
    }
}
