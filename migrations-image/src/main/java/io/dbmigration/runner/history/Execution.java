package io.dbmigration.runner.history;

/** How a script was sent, which decides what a cut means. */
public enum Execution {
    /** One message with its record: both or nothing. */
    ATOMIC,
    /** As {@link #ATOMIC}, but it names things outside this database's transaction: never run again by itself. */
    OUTSIDE_EFFECTS,
    /** One message with transaction control of its own. */
    OWN_TRANSACTIONS,
    /** One message for each statement. */
    STATEMENT_BY_STATEMENT,
    /** The way back, one message for each statement: the row stands beside those of the migration that it takes back. */
    ROLLBACK;

    /** Whether an unfinished row means that nothing is left behind in this database. */
    public boolean leavesNothing() {
        return this == ATOMIC || this == OUTSIDE_EFFECTS;
    }
}
