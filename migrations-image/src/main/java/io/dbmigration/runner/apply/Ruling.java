package io.dbmigration.runner.apply;

import io.dbmigration.contract.Reason;
import io.dbmigration.runner.history.Marker;

/** What is to be done about an unfinished row. */
sealed interface Ruling {

    /** Write the marker into the row; the run ends. @param consequence for people, behind what happened */
    record Write(Marker marker, Reason reason, String consequence) implements Ruling {}

    /** The row stays as it is; the run ends. */
    record Leave(Reason reason, String consequence) implements Ruling {}

    /** Nothing is left, and another try may not meet the same lock. */
    record Repeat() implements Ruling {}
}
