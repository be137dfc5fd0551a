package io.dbmigration.runner.database;

/** A way to {@code _prisma_migrations}. */
public interface HistoryAccess {

    /** The present session; schema-qualified names only. */
    Bookkeeping bookkeeping();

    /** Where the table lies, or would be made: that of {@code ?schema=}, else where the role's search_path leads. */
    String historySchema();

    /** What connects. */
    ConnectionSettings settings();
}
