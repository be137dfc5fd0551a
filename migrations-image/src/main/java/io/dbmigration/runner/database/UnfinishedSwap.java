package io.dbmigration.runner.database;

import io.dbmigration.runner.database.DatabaseNote.State;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postgresql.jdbc.PgConnection;

/** Opens a database again that a swap of ours closed and was killed before it had put the restored one in its place. */
final class UnfinishedSwap {

    private static final String CLOSED_TO_ALL = "55000";

    private static final String FIND = """
            SELECT d.oid::pg_catalog.text FROM pg_catalog.pg_database d WHERE d.datname = ? AND NOT d.datallowconn""";

    private static final String COMMENT = "SELECT pg_catalog.shobj_description(?::pg_catalog.oid, 'pg_database')";
    private static final String NAME = "SELECT datname FROM pg_catalog.pg_database WHERE oid = ?::pg_catalog.oid";

    private final Connector connector;

    UnfinishedSwap(Connector connector) {
        this.connector = connector;
    }

    /** Whether this is how a closed database refuses. */
    static boolean mayBeWhy(SQLException refused) {
        return CLOSED_TO_ALL.equals(refused.getSQLState());
    }

    /** What was done, for people. A database that somebody else closed stays closed: the refusal stands. */
    List<String> repair(SQLException refused) throws SQLException {
        try (var connection = maintenance(refused)) {
            var query = new Query(connection);
            var found = query.all(FIND, connector.settings().database());
            if (found.isEmpty()) {
                return List.of();
            }
            var oid = Long.parseLong(found.getFirst());
            SwapLock.take(connection, oid);
            // The run that closed it may have finished while we waited for its lock.
            if (query.all(FIND, connector.settings().database()).isEmpty()) {
                return List.of();
            }
            var note = note(query, oid);
            if (note.isEmpty()) {
                throw refused;
            }
            query.run(DatabaseSql.open(connector.settings().database(), note.get()));
            return told(query, note.get());
        }
    }

    private PgConnection maintenance(SQLException refused) throws SQLException {
        try {
            return MaintenanceDatabase.open(connector, connector.settings().options());
        } catch (SQLException noWayIn) {
            refused.addSuppressed(noWayIn);
            throw refused;
        }
    }

    private static Optional<DatabaseNote> note(Query query, long oid) throws SQLException {
        return query.all(COMMENT, oid).stream()
                .flatMap(comment -> DatabaseNote.parse(comment).stream())
                .filter(note -> note.state() == State.SWAPPING)
                .findFirst();
    }

    private List<String> told(Query query, DatabaseNote note) throws SQLException {
        var notices = new ArrayList<String>();
        notices.add(
                "The database %s had been closed by run %s, which was cut off while it replaced it; it is open again."
                        .formatted(connector.settings().database(), note.run()));
        var restored = note.restored();
        for (var name : restored == null ? List.<String>of() : query.all(NAME, restored)) {
            notices.add("The database %s, which was to take its place, is still there: repeat the request, or drop it."
                    .formatted(name));
        }
        return notices;
    }
}
