package io.dbmigration.runner.database;

import java.sql.SQLException;

/** Drops databases that the runner itself made, even where a killed pg_restore is still at work in one, or it has filled the disk. */
public record DatabaseDrop(Connections connections) {

    private static final int PATIENCE_MILLIS = 5_000;

    /** Those without a role are the server's own; those of other roles have the time to leave that DROP gives them. */
    private static final String END_SESSIONS = """
            SELECT pg_catalog.pg_terminate_backend(a.pid, %d)::pg_catalog.text FROM pg_catalog.pg_stat_activity a
             WHERE a.datname = ? AND a.usesysid IS NOT NULL
               AND (pg_catalog.pg_has_role(a.usesysid, 'USAGE') OR pg_catalog.pg_has_role('pg_signal_backend', 'USAGE'))""".formatted(PATIENCE_MILLIS);

    /** The largest are enough, and the locks on more would not fit the server's memory. */
    private static final String LARGEST_TABLES = """
            SELECT pg_catalog.format('%I.%I', n.nspname, c.relname)
              FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
             WHERE c.relkind = 'r' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
             ORDER BY pg_catalog.pg_total_relation_size(c.oid) DESC LIMIT 100""";

    /**
     * Never WITH (FORCE): where autovacuum is in the database, that refuses everybody but superusers (seen with 17),
     * while a plain DROP sends it away and waits five seconds.
     *
     * @param query on a session in another database
     */
    public void drop(Query query, String name) throws SQLException {
        if (query.all("SELECT datname FROM pg_catalog.pg_database WHERE datname = ?", name)
                .isEmpty()) {
            return;
        }
        query.all(END_SESSIONS, name);
        empty(name);
        query.run("DROP DATABASE IF EXISTS " + DatabaseSql.name(name));
    }

    /** DROP writes a checkpoint first, which a full disk has no room for, and then the database can neither be used nor dropped. */
    private void empty(String name) {
        try (var session = connections.openOther(name)) {
            var inside = new Query(session.connection());
            var tables = inside.all(LARGEST_TABLES);
            if (!tables.isEmpty()) {
                inside.run("TRUNCATE " + String.join(", ", tables) + " CASCADE");
            }
        } catch (SQLException | RuntimeException notEmptied) {
            // What keeps it from being dropped is told then.
        }
    }
}
