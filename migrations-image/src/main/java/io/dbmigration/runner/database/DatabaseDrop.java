package io.dbmigration.runner.database;

import java.sql.SQLException;

/** Drops a database that the runner itself made, even where a killed pg_restore is still at work in it. */
public final class DatabaseDrop {

    private static final int PATIENCE_MILLIS = 5_000;

    /** Those without a role are the server's own; those of other roles have the time to leave that DROP gives them. */
    private static final String END_SESSIONS = """
            SELECT pg_catalog.pg_terminate_backend(a.pid, %d)::pg_catalog.text FROM pg_catalog.pg_stat_activity a
             WHERE a.datname = ? AND a.usesysid IS NOT NULL
               AND (pg_catalog.pg_has_role(a.usesysid, 'USAGE') OR pg_catalog.pg_has_role('pg_signal_backend', 'USAGE'))""".formatted(PATIENCE_MILLIS);

    private DatabaseDrop() {}

    /**
     * Never WITH (FORCE): where autovacuum is in the database, that refuses everybody but superusers (seen with 17),
     * while a plain DROP sends it away and waits five seconds.
     */
    public static void drop(Query query, String name) throws SQLException {
        query.all(END_SESSIONS, name);
        query.run("DROP DATABASE IF EXISTS " + DatabaseSql.name(name));
    }
}
