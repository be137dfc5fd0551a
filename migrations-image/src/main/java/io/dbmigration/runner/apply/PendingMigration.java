package io.dbmigration.runner.apply;

import io.dbmigration.runner.bundle.Migration;
import io.dbmigration.runner.history.Execution;
import io.dbmigration.runner.script.ParsedScript;

/**
 * A migration that is to be applied.
 *
 * @param script the migration's, as the plan has checked it
 */
public record PendingMigration(Migration migration, ParsedScript script) {

    public String name() {
        return migration.name();
    }

    /** @throws IllegalArgumentException for a script that is refused */
    Execution execution() {
        return switch (script.scriptClass()) {
            case ATOMIC -> script.outsideEffects() ? Execution.OUTSIDE_EFFECTS : Execution.ATOMIC;
            case OWN_TRANSACTION_CONTROL -> Execution.OWN_TRANSACTIONS;
            case NOT_IN_TRANSACTION -> Execution.STATEMENT_BY_STATEMENT;
            case REFUSED -> throw new IllegalArgumentException("a refused script is never sent");
        };
    }

    /** Whether script and record are in one transaction, and nothing outside of it. */
    boolean isAtomic() {
        return script.isAtomic() && !script.outsideEffects();
    }
}
