package io.dbmigration.runner.history;

/** How a script was sent, which decides what a cut means. */
public enum Execution {
    /** One message with its record: both or nothing. */
    ATOMIC("In progress."),
    /** As {@link #ATOMIC}, but it names things outside this database's transaction: never run again by itself. */
    OUTSIDE_EFFECTS("In progress."),
    /** One message with transaction control of its own. */
    OWN_TRANSACTIONS("In progress."),
    /** One message for each statement. */
    STATEMENT_BY_STATEMENT("In progress, statement by statement."),
    /** The way back, one message for each statement: the row stands beside those of the migration that it takes back. */
    ROLLBACK("Rollback in progress, statement by statement; nothing is applied until it is settled.");

    private final String inProgress;

    Execution(String inProgress) {
        this.inProgress = inProgress;
    }

    /** What people read in the row meanwhile. */
    String inProgress() {
        return inProgress;
    }

    /** Whether the row says which statement is started, before that is sent. */
    public boolean goesByStatement() {
        return this == STATEMENT_BY_STATEMENT || this == ROLLBACK;
    }

    /** Whether an unfinished row means that nothing is left behind in this database. */
    public boolean leavesNothing() {
        return this == ATOMIC || this == OUTSIDE_EFFECTS;
    }
}
