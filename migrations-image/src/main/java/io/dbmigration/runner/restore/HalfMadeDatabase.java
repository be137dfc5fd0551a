package io.dbmigration.runner.restore;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.runner.backup.BackupManifest;
import io.dbmigration.runner.backup.Names;
import io.dbmigration.runner.backup.PgRestore;
import io.dbmigration.runner.backup.RowCounts;
import io.dbmigration.runner.database.Bookkeeping;
import io.dbmigration.runner.database.Connections;
import io.dbmigration.runner.database.DatabaseDrop;
import io.dbmigration.runner.database.DatabaseNote.State;
import io.dbmigration.runner.database.DatabaseSql;
import io.dbmigration.runner.database.Query;
import java.sql.SQLException;
import java.util.List;

/**
 * A database that is being made from a backup: under a name of the request until everything is in it and it is like the present one.
 * Whoever makes it gives it its name in the end, or drops it.
 */
final class HalfMadeDatabase {

    private final Connections connections;
    private final Query query;
    private final RestoreOrigin origin;
    private final DatabaseProperties like;
    private final PropertyStatements statements;
    private final RestoreListener listener;
    private final RestoreErrorText errors;

    /**
     * @param query on a session that is in neither of the two databases' way
     * @param like the present database
     */
    HalfMadeDatabase(
            Connections connections,
            Query query,
            RestoreOrigin origin,
            DatabaseProperties like,
            RestoreListener listener) {
        this.connections = connections;
        this.query = query;
        this.origin = origin;
        this.like = like;
        this.statements = new PropertyStatements(like, origin.halfMadeName());
        this.listener = listener;
        this.errors = new RestoreErrorText(connections.settings());
    }

    String name() {
        return origin.halfMadeName();
    }

    long oid() throws SQLException {
        return properties().oid();
    }

    /** An empty one, with the present one's privileges before the first row is in it. */
    void create() {
        try {
            query.run(statements.create());
            listener.done(RestoreStep.CREATED);
            query.run(DatabaseSql.comment(
                    name(), origin.note(State.RESTORING, like.comment()).format()));
            for (var grant : statements.access()) {
                query.run(grant);
            }
            tryOut(statements.settings());
            listener.done(RestoreStep.MARKED);
        } catch (SQLException error) {
            throw errors.explain("The new database could not be made like the present one", error);
        }
    }

    /** All of the dump; a setting that this server does not know is no part of it. */
    void fill(ReceiptCheck.Found backup, PgRestore pgRestore) {
        var complaints = pgRestore.restore(
                backup.dump(),
                connections.facts().major(),
                connections.restoreEnvironment(),
                name(),
                bytes -> listener.progress(RestoreListener.Stage.RESTORING, bytes));
        if (!complaints.isWhole()) {
            throw new RunException(
                    Reason.RESTORE_FAILED, "The backup could not be restored whole:\n" + complaints.text());
        }
        listener.done(RestoreStep.FILLED);
        try (var session = open()) {
            new Query(session.connection()).run("ANALYZE");
            compare(backup.manifest(), RowCounts.read(session.connection()));
        } catch (SQLException error) {
            throw errors.explain("The new database could not be analysed and counted", error);
        }
        listener.done(RestoreStep.COUNTED);
    }

    /** A session in it. */
    Bookkeeping open() throws SQLException {
        return connections.openOther(name());
    }

    /** The present one's settings, and whether it is like that one in everything. */
    void becomeLikeThePresent() {
        try {
            for (var setting : statements.settings()) {
                query.run(setting);
            }
            var differences = like.differences(properties());
            if (!differences.isEmpty()) {
                throw new RunException(
                        Reason.RESTORE_FAILED,
                        "The new database is not like the present one in its " + String.join(", ", differences) + ".");
            }
        } catch (SQLException error) {
            throw errors.explain("The new database could not be made like the present one", error);
        }
        listener.done(RestoreStep.LIKE_THE_PRESENT);
    }

    /** Nobody but its maker knows its name. */
    void drop() throws SQLException {
        new DatabaseDrop(connections).drop(query, name());
    }

    private void compare(BackupManifest manifest, RowCounts restored) {
        var expected = manifest.rowCounts();
        var differences = expected.map(rows -> rows.differences(restored)).orElse(List.of());
        if (!differences.isEmpty()) {
            throw new RunException(
                    Reason.RESTORE_FAILED,
                    "The backup was restored, but not whole: " + Names.listed(differences) + ".");
        }
        listener.note(
                "Restored",
                "Restored %s%s."
                        .formatted(
                                restored.text(),
                                expected.isPresent()
                                        ? ", as many in each as the dump holds"
                                        : "; how many the dump holds is not known, for it was never decoded"));
    }

    private DatabaseProperties properties() throws SQLException {
        return DatabaseProperties.read(query, name())
                .orElseThrow(() -> new SQLException("the database " + name() + " is gone"));
    }

    /** What the role may not set is found before hours of restoring. */
    private void tryOut(List<String> commands) throws SQLException {
        query.run("BEGIN");
        try {
            for (var command : commands) {
                query.run(command);
            }
        } finally {
            query.run("ROLLBACK");
        }
    }
}
