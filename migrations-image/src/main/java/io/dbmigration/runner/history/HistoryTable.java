package io.dbmigration.runner.history;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.runner.bundle.Migration;
import io.dbmigration.runner.database.HistoryAccess;
import io.dbmigration.runner.database.LockListener;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.Utils;

/**
 * {@code _prisma_migrations}, on the bookkeeping connection, always schema-qualified. Every change of a row carries the row as it
 * was last read; one that hits nothing means that somebody else changed it, and is answered with empty.
 *
 * <p>All methods throw {@link RunException}: {@link io.dbmigration.runner.database.ConnectionLostException} when the session is
 * gone, AdvisoryLockBusy when another session keeps a row or the table locked, TableLost, AccessDenied, ReadOnlyServer.
 */
public final class HistoryTable {

    public static final String NAME = "_prisma_migrations";

    private static final String COLUMNS = "r.id, r.checksum, " + HistorySession.instantOf("finished_at")
            + ", r.migration_name, r.logs, " + HistorySession.instantOf("rolled_back_at") + ", "
            + HistorySession.instantOf("started_at") + ", r.applied_steps_count, " + TableState.VERSION + " AS version";

    private static final String CREATE = """
            CREATE TABLE %s (
                id                      VARCHAR(36) PRIMARY KEY NOT NULL,
                checksum                VARCHAR(64) NOT NULL,
                finished_at             TIMESTAMPTZ,
                migration_name          VARCHAR(255) NOT NULL,
                logs                    TEXT,
                rolled_back_at          TIMESTAMPTZ,
                started_at              TIMESTAMPTZ NOT NULL DEFAULT now(),
                applied_steps_count     INTEGER NOT NULL DEFAULT 0
            )""";

    private static final String INSERT = "INSERT INTO %1$s AS r (id, checksum, started_at, migration_name, logs)"
            + " SELECT ?, ?, pg_catalog.clock_timestamp(), ?, ?"
            + " WHERE (" + TableState.OF_TABLE.replace("%s", "%1$s") + ") OPERATOR(pg_catalog.=) ?";

    /** For this one transaction, read when it commits. */
    static final String WITHOUT_WAITING = " AND pg_catalog.set_config('synchronous_commit', 'off', true) IS NOT NULL";

    private static final String RETURNING = " RETURNING " + COLUMNS;

    /** No name holds a slash. */
    private static final String BETWEEN_NAMES = "/";

    /** The server makes the ids, too: to make its first one, Java takes longer than the server for all. */
    private static final String PENDING_ROWS = "SELECT r.id OPERATOR(pg_catalog.||) ' ' OPERATOR(pg_catalog.||) "
            + TableState.VERSION_APPLIED
            + " FROM (SELECT p.*, pg_catalog.gen_random_uuid()::pg_catalog.text AS id, 1 AS applied_steps_count,"
            + " NULL::pg_catalog.text AS logs FROM ROWS FROM ("
            + "pg_catalog.unnest(pg_catalog.string_to_array(?, '" + BETWEEN_NAMES + "')),"
            + " pg_catalog.unnest(pg_catalog.string_to_array(?, '" + BETWEEN_NAMES + "'))) WITH ORDINALITY"
            + " AS p (migration_name, checksum, number)) AS r ORDER BY r.number";

    private static final String INSERT_APPLIED = "WITH moment AS (SELECT pg_catalog.clock_timestamp() AS t)"
            + " INSERT INTO %s (id, checksum, logs, started_at, finished_at, migration_name)"
            + " SELECT ?, ?, '', t, t, ? FROM moment";

    private static final String UPDATE =
            "UPDATE %s AS r SET %s WHERE r.id = ? AND r.finished_at IS NULL AND r.rolled_back_at IS NULL"
                    + " AND r.logs IS NOT DISTINCT FROM ? RETURNING " + COLUMNS;

    private static final String ROLL_BACK = "UPDATE %s AS r SET rolled_back_at = pg_catalog.clock_timestamp(), logs = ?"
            + " WHERE r.id = ? AND r.rolled_back_at IS NULL AND r.logs IS NOT DISTINCT FROM ?";

    private static final String COUNTING =
            "SELECT r.id FROM %s AS r WHERE r.migration_name = ? AND r.rolled_back_at IS NULL";

    private final String schema;
    private final String judgedSchema;
    private final String qualifiedName;
    /** Made once: formatting takes longer than the server does. */
    private final String insert;

    private final String insertAhead;
    private final InsertText insertText;
    private final HistorySession session;

    /**
     * @param rowWait how long to wait for another session that is about to commit a row
     * @param listener hears for whom it waits
     */
    public HistoryTable(HistoryAccess access, Duration rowWait, LockListener listener) {
        this.schema = access.historySchema();
        this.judgedSchema = access.settings().judgedSchema();
        this.qualifiedName = quoted(schema) + "." + quoted(NAME);
        this.insert = INSERT.formatted(qualifiedName) + RETURNING;
        this.insertAhead = INSERT.formatted(qualifiedName) + WITHOUT_WAITING + RETURNING;
        this.insertText = new InsertText(qualifiedName);
        this.session = new HistorySession(access, qualifiedName, rowWait, listener);
    }

    /** {@code "schema"."_prisma_migrations"}, for SQL. */
    public String qualifiedName() {
        return qualifiedName;
    }

    public boolean exists() {
        return TableCheck.exists(session, schema);
    }

    /** @throws RunException TableLost for missing columns, AccessDenied for missing rights */
    public void check() {
        TableCheck.check(session, schema, qualifiedName);
    }

    /** The tables that make a schema without history "not empty" (Prisma's P3005). */
    public List<String> tablesBesides() {
        return TableCheck.tablesBesides(session, judgedSchema);
    }

    public void create() {
        session.run(CREATE.formatted(qualifiedName));
    }

    /**
     * The table and a finished row for each migration, in one transaction; rows as of {@code prisma migrate resolve --applied}.
     *
     * @throws RunException FileMissing, BundleInvalid; nothing was written
     */
    public void createBaseline(List<Migration> contained) {
        contained.forEach(Migration::requireScript);
        session.inTransaction(() -> {
            create();
            contained.forEach(migration ->
                    insertApplied(migration.name(), migration.requireScript().checksum()));
            return true;
        });
    }

    /** All rows in Prisma's order. */
    public List<HistoryRow> rows() {
        return session.rows("SELECT " + COLUMNS + " FROM " + qualifiedName + " AS r ORDER BY r.started_at ASC");
    }

    /** Tells far faster than {@link #rows} whether anything has changed. */
    public TableState state() {
        return TableState.parse(
                session.texts(TableState.OF_TABLE.formatted(qualifiedName)).getFirst());
    }

    public Optional<HistoryRow> row(String id) {
        return session.rows("SELECT " + COLUMNS + " FROM " + qualifiedName + " AS r WHERE r.id = ?", id).stream()
                .findFirst();
    }

    /**
     * Inserts an unfinished row, if the table still is as it was: looked at and written to in one command. Its start is the server's
     * clock. Empty: the table has changed.
     *
     * @param row its id is known before, so that a lost acknowledgement can be looked up
     */
    public Optional<HistoryRow> insert(TableState known, PendingRow row, String logs) {
        return session.rows(insert, row.id(), row.checksum(), row.name(), logs, known.text()).stream()
                .findFirst();
    }

    /**
     * As {@link #insert}, without waiting for the disk: for a script whose record commits with it, which brings this row to the disk,
     * too. A server that crashes before has lost both, and nothing of the script is left.
     */
    public Optional<HistoryRow> insertAhead(TableState known, PendingRow row, String logs) {
        return session.rows(insertAhead, row.id(), row.checksum(), row.name(), logs, known.text()).stream()
                .findFirst();
    }

    /**
     * The text of {@link #insertAhead}, to stand in a message of the script's session; fails, and inserts nothing, where the table is not
     * as it was.
     *
     * @param besides a condition that has to hold, too
     * @param standardStrings the session's standard_conforming_strings when the message arrives
     */
    public String insertAheadText(
            TableState known, PendingRow row, String logs, String besides, boolean standardStrings) {
        return insertText.of(known, row, logs, besides, standardStrings);
    }

    /** The rows that these migrations are going to have. */
    public List<PendingRow> pendingRows(List<Migration> pending) {
        var names = new StringJoiner(BETWEEN_NAMES);
        var checksums = new StringJoiner(BETWEEN_NAMES);
        for (var migration : pending) {
            names.add(migration.name());
            checksums.add(migration.requireScript().checksum());
        }
        var answers = session.texts(PENDING_ROWS, names.toString(), checksums.toString());
        var rows = new ArrayList<PendingRow>(pending.size());
        for (var i = 0; i < pending.size(); i++) {
            rows.add(PendingRow.parse(answers.get(i), pending.get(i)));
        }
        return rows;
    }

    /** Changes {@code logs} of an unfinished row. */
    public Optional<HistoryRow> changeLogs(HistoryRow lastRead, @Nullable String logs) {
        return session.rows(UPDATE.formatted(qualifiedName, "logs = ?"), logs, lastRead.id(), lastRead.logs()).stream()
                .findFirst();
    }

    /** Marks an unfinished row as rolled back, with the logs it has: the fence against a session that still works on it. */
    public Optional<HistoryRow> markRolledBack(HistoryRow lastRead) {
        return change(lastRead, "rolled_back_at = pg_catalog.clock_timestamp()");
    }

    /** As {@link #markRolledBack(HistoryRow)}, with other logs. */
    public Optional<HistoryRow> markRolledBack(HistoryRow lastRead, String logs) {
        return session
                .rows(
                        UPDATE.formatted(qualifiedName, "rolled_back_at = pg_catalog.clock_timestamp(), logs = ?"),
                        logs,
                        lastRead.id(),
                        lastRead.logs())
                .stream()
                .findFirst();
    }

    /**
     * Marks all rows of one name as rolled back; all or nothing.
     *
     * @param lastRead all that were not rolled back
     * @return false: they are others now, and nothing was written
     */
    public boolean rollBack(List<HistoryRow> lastRead, String logs) {
        return session.inTransaction(() -> {
            for (var row : lastRead) {
                if (session.rows(ROLL_BACK.formatted(qualifiedName) + RETURNING, logs, row.id(), row.logs())
                        .isEmpty()) {
                    return false;
                }
            }
            return session.texts(
                            COUNTING.formatted(qualifiedName),
                            lastRead.getFirst().name())
                    .isEmpty();
        });
    }

    /** Records an unfinished row as applied: for scripts whose record cannot travel with them. */
    public Optional<HistoryRow> finish(HistoryRow lastRead) {
        return change(
                lastRead,
                "finished_at = pg_catalog.clock_timestamp(), applied_steps_count = r.applied_steps_count + 1, logs = NULL");
    }

    /**
     * A finished row as of {@code prisma migrate resolve --applied}, and its unfinished ones marked as rolled back; all or nothing.
     *
     * @return false: one of them is not as it was last read, and nothing was written
     */
    public boolean recordApplied(String name, String checksum, List<HistoryRow> unfinished) {
        return session.inTransaction(() -> {
            if (unfinished.stream().anyMatch(row -> markRolledBack(row).isEmpty())) {
                return false;
            }
            insertApplied(name, checksum);
            return true;
        });
    }

    /** Changes nothing, and returns once everything committed so far is on the disk. */
    public void rewrite(HistoryRow row) {
        session.run("UPDATE " + qualifiedName + " AS r SET logs = r.logs WHERE r.id = ?", row.id());
    }

    private Optional<HistoryRow> change(HistoryRow lastRead, String assignments) {
        return session.rows(UPDATE.formatted(qualifiedName, assignments), lastRead.id(), lastRead.logs()).stream()
                .findFirst();
    }

    private void insertApplied(String name, String checksum) {
        session.run(INSERT_APPLIED.formatted(qualifiedName), UUID.randomUUID().toString(), checksum, name);
    }

    private static String quoted(String name) {
        try {
            return Utils.escapeIdentifier(null, name).toString();
        } catch (SQLException nul) {
            throw new RunException(Reason.DATABASE_NOT_FOUND, "A schema's name holds a NUL character.", nul);
        }
    }
}
