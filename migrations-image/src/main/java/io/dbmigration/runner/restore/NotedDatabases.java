package io.dbmigration.runner.restore;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dbmigration.runner.database.DatabaseNote;
import io.dbmigration.runner.database.DatabaseNote.State;
import io.dbmigration.runner.database.Query;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The databases of a server that restores have left a note in, or that bear a restore's name. */
record NotedDatabases(List<Noted> all) {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String QUERY = """
            SELECT pg_catalog.jsonb_build_object('name', d.datname, 'oid', d.oid::pg_catalog.int8,
                       'comment', pg_catalog.shobj_description(d.oid, 'pg_database'))::pg_catalog.text
              FROM pg_catalog.pg_database d ORDER BY d.oid""";

    /** One database of the server. */
    record Noted(String name, long oid, @Nullable String comment) {

        Optional<DatabaseNote> note() {
            return DatabaseNote.parse(comment);
        }

        private boolean is(State state, String request) {
            return note().filter(note -> note.state() == state && note.request().equals(request))
                    .isPresent();
        }
    }

    static NotedDatabases read(Query query) throws SQLException {
        var all = new ArrayList<Noted>();
        for (var json : query.all(QUERY)) {
            try {
                all.add(JSON.readValue(json, Noted.class));
            } catch (JsonProcessingException unreadable) {
                throw new SQLException("the catalog tells databases that cannot be read", unreadable);
            }
        }
        return new NotedDatabases(all);
    }

    boolean has(String name) {
        return all.stream().anyMatch(database -> database.name.equals(name));
    }

    /** What this very request has brought back as a new database. */
    Optional<Noted> restoredBy(RestoreOrigin origin) {
        return all.stream()
                .filter(database -> database.is(State.RESTORED, origin.request().uid()))
                .findFirst();
    }

    /** What this very request has replaced; what it was replaced with is there, too. */
    Optional<Noted> replacedBy(RestoreOrigin origin) {
        return all.stream()
                .filter(database -> database.is(State.REPLACED, origin.request().uid()))
                .filter(database -> successorOf(database).isPresent())
                .findFirst();
    }

    Optional<Noted> successorOf(Noted replaced) {
        var oid = replaced.note().map(DatabaseNote::restored).orElse(null);
        return all.stream()
                .filter(database -> oid != null && database.oid == oid)
                .findFirst();
    }

    /** What a killed run of this very request left. It may have had no time for the note; then the name tells. */
    List<Noted> halfMadeBy(RestoreOrigin origin) {
        return all.stream()
                .filter(database ->
                        database.is(State.RESTORING, origin.request().uid())
                                || (database.name.equals(origin.halfMadeName()) && database.comment == null))
                .toList();
    }

    /** What killed runs of other requests left. */
    List<Noted> halfMadeByOthers(RestoreOrigin origin) {
        return all.stream()
                .filter(database -> database.note()
                        .filter(note -> note.state() == State.RESTORING
                                && !note.request().equals(origin.request().uid()))
                        .isPresent())
                .toList();
    }
}
