package io.dbmigration.runner.history;

import io.dbmigration.runner.bundle.Migration;
import io.dbmigration.runner.database.Connections;
import io.dbmigration.runner.database.LockListener;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code _prisma_migrations}, on the bookkeeping connection, always schema-qualified. Every change of a row carries the row as it
 * was last read; one that hits nothing means that somebody else changed it, and is answered with empty.
 */
public final class HistoryTable {

    public static final String NAME = "_prisma_migrations";

    /** @param rowWait how long to wait for another session that is about to commit a row */
    public HistoryTable(Connections connections, Duration rowWait, LockListener listener) {
        throw new UnsupportedOperationException(connections + "" + rowWait + listener);
    }

    /** {@code "schema"."_prisma_migrations"}, for SQL. */
    public String qualifiedName() {
        throw new UnsupportedOperationException();
    }

    public boolean exists() {
        throw new UnsupportedOperationException();
    }

    /** @throws io.dbmigration.contract.RunException TableLost for missing columns, AccessDenied for missing rights */
    public void check() {
        throw new UnsupportedOperationException();
    }

    /** The tables that make a schema without history "not empty" (Prisma's P3005). */
    public List<String> tablesBesides() {
        throw new UnsupportedOperationException();
    }

    public void create() {
        throw new UnsupportedOperationException();
    }

    /** The table and a finished row for each migration, in one transaction. */
    public void createBaseline(List<Migration> contained) {
        throw new UnsupportedOperationException(contained.toString());
    }

    /** All rows in Prisma's order. */
    public List<HistoryRow> rows() {
        throw new UnsupportedOperationException();
    }

    public Optional<HistoryRow> row(String id) {
        throw new UnsupportedOperationException(id);
    }

    /** Inserts an unfinished row. @param id a new UUID, known before so that a lost acknowledgement can be looked up */
    public HistoryRow insert(String id, String name, String checksum, String logs) {
        throw new UnsupportedOperationException(id + name + checksum + logs);
    }

    /** Changes {@code logs} of an unfinished row. */
    public Optional<HistoryRow> changeLogs(HistoryRow lastRead, @Nullable String logs) {
        throw new UnsupportedOperationException(lastRead + logs);
    }

    /** Marks an unfinished row as rolled back, with the logs it has: the fence against a session that still works on it. */
    public Optional<HistoryRow> markRolledBack(HistoryRow lastRead) {
        throw new UnsupportedOperationException(lastRead.id());
    }

    /** Records an unfinished row as applied: for scripts whose record cannot travel with them. */
    public Optional<HistoryRow> finish(HistoryRow lastRead) {
        throw new UnsupportedOperationException(lastRead.id());
    }
}
