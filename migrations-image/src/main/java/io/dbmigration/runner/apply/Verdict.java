package io.dbmigration.runner.apply;

/** What a row and an ending mean together. */
sealed interface Verdict {

    record Final(Outcome outcome) implements Verdict {}

    /** Nothing is left, and another try may not meet the same lock. */
    record Again(Attempt attempt, String because) implements Verdict {}

    /** Nothing is left, and statement by statement it may work. */
    record StatementByStatement(Attempt attempt) implements Verdict {}
}
