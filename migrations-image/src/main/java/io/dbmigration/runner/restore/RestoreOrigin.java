package io.dbmigration.runner.restore;

import io.dbmigration.contract.RunRequest.Request;
import io.dbmigration.runner.database.DatabaseNote;
import io.dbmigration.runner.database.DatabaseNote.State;
import org.jspecify.annotations.Nullable;

/**
 * Who asks for a restore.
 *
 * @param request its UID tells a request that goes on from a new one
 * @param run id of the run
 */
public record RestoreOrigin(Request request, String run) {

    /** The longest name that PostgreSQL keeps whole, in bytes. */
    static final int LONGEST_NAME = 63;

    private static final String HALF_MADE = "dbm_restoring_";

    /** Of the database that it makes, until that is whole. */
    String halfMadeName() {
        return NameCut.toBytes(HALF_MADE + request.uid(), LONGEST_NAME);
    }

    /** Under which a replaced database is kept. */
    String keptName(String database) {
        var suffix = "_before_" + run;
        var room = LONGEST_NAME - suffix.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
        // The run's number is at its end.
        return room > 0
                ? NameCut.toBytes(database, room) + suffix
                : "before_" + suffix.substring(suffix.length() - LONGEST_NAME + "before_".length());
    }

    /** @param comment the database's own, or what it is to have */
    DatabaseNote note(State state, @Nullable String comment) {
        return new DatabaseNote(state, request.uid(), run, null, null, comment);
    }

    DatabaseNote swapNote(State state, long replaced, long restored, @Nullable String comment) {
        return new DatabaseNote(state, request.uid(), run, replaced, restored, comment);
    }
}
