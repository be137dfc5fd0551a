package io.dbmigration.runner.history;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.runner.bundle.Migration;
import io.dbmigration.runner.database.HistoryAccess;
import io.dbmigration.runner.database.LockListener;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
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

    private static final String COLUMNS =
            "id, checksum, finished_at, migration_name, logs, rolled_back_at, started_at," + " applied_steps_count";

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

    private static final String INSERT = "INSERT INTO %s (id, checksum, started_at, migration_name, logs)"
            + " VALUES (?, ?, pg_catalog.clock_timestamp(), ?, ?) RETURNING " + COLUMNS;

    private static final String INSERT_APPLIED = "WITH moment AS (SELECT pg_catalog.clock_timestamp() AS t)"
            + " INSERT INTO %s (id, checksum, logs, started_at, finished_at, migration_name)"
            + " SELECT ?, ?, '', t, t, ? FROM moment";

    private static final String UPDATE =
            "UPDATE %s SET %s WHERE id = ? AND finished_at IS NULL AND rolled_back_at IS NULL"
                    + " AND logs IS NOT DISTINCT FROM ? RETURNING " + COLUMNS;

    private static final String DIGESTS = "SELECT COALESCE(pg_catalog.string_agg(r.id || ' '"
            + " || pg_catalog.md5(r::pg_catalog.text), E'\\n'), '') FROM %s AS r";

    private final String schema;
    private final String judgedSchema;
    private final String qualifiedName;
    private final HistorySession session;

    /**
     * @param rowWait how long to wait for another session that is about to commit a row
     * @param listener hears for whom it waits
     */
    public HistoryTable(HistoryAccess access, Duration rowWait, LockListener listener) {
        this.schema = access.historySchema();
        this.judgedSchema = access.settings().judgedSchema();
        this.qualifiedName = quoted(schema) + "." + quoted(NAME);
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
            contained.forEach(this::insertApplied);
            return true;
        });
    }

    /** All rows in Prisma's order. */
    public List<HistoryRow> rows() {
        return session.rows("SELECT " + COLUMNS + " FROM " + qualifiedName + " ORDER BY started_at ASC");
    }

    /** A digest of each row by its id: tells far faster than {@link #rows} whether anything has changed. */
    public Map<String, String> digests() {
        return session.texts(DIGESTS.formatted(qualifiedName)).stream()
                .flatMap(String::lines)
                .collect(Collectors.toUnmodifiableMap(
                        line -> line.substring(0, line.lastIndexOf(' ')),
                        line -> line.substring(line.lastIndexOf(' ') + 1)));
    }

    public Optional<HistoryRow> row(String id) {
        return session.rows("SELECT " + COLUMNS + " FROM " + qualifiedName + " WHERE id = ?", id).stream()
                .findFirst();
    }

    /**
     * Inserts an unfinished row; its start is the server's clock.
     *
     * @param id a new UUID, known before so that a lost acknowledgement can be looked up
     */
    public HistoryRow insert(String id, String name, String checksum, String logs) {
        return session.rows(INSERT.formatted(qualifiedName), id, checksum, name, logs)
                .getFirst();
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

    /** Records an unfinished row as applied: for scripts whose record cannot travel with them. */
    public Optional<HistoryRow> finish(HistoryRow lastRead) {
        return change(
                lastRead,
                "finished_at = pg_catalog.clock_timestamp(), applied_steps_count = applied_steps_count + 1, logs = NULL");
    }

    /**
     * A finished row as of {@code prisma migrate resolve --applied}, and its unfinished ones marked as rolled back; all or nothing.
     *
     * @return false: one of them is not as it was last read, and nothing was written
     * @throws RunException FileMissing, BundleInvalid
     */
    public boolean recordApplied(Migration migration, List<HistoryRow> unfinished) {
        migration.requireScript();
        return session.inTransaction(() -> {
            if (unfinished.stream().anyMatch(row -> markRolledBack(row).isEmpty())) {
                return false;
            }
            insertApplied(migration);
            return true;
        });
    }

    private Optional<HistoryRow> change(HistoryRow lastRead, String assignments) {
        return session.rows(UPDATE.formatted(qualifiedName, assignments), lastRead.id(), lastRead.logs()).stream()
                .findFirst();
    }

    private void insertApplied(Migration migration) {
        var id = UUID.randomUUID().toString();
        var checksum = migration.requireScript().checksum();
        session.run(INSERT_APPLIED.formatted(qualifiedName), id, checksum, migration.name());
    }

    private static String quoted(String name) {
        try {
            return Utils.escapeIdentifier(null, name).toString();
        } catch (SQLException nul) {
            throw new RunException(Reason.DATABASE_NOT_FOUND, "A schema's name holds a NUL character.", nul);
        }
    }
}
