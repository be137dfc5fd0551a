package io.dbmigration.runner.database;

import java.sql.SQLException;
import org.postgresql.jdbc.PgConnection;

/**
 * The schema in which {@code _prisma_migrations} lies, or would be made.
 *
 * <p>With {@code ?schema=} it is that one. Without, Prisma names the table without a schema, so the role's own search_path decides:
 * the first schema that has it, or the first schema of the path. A table in {@code public} counts also where no path leads there.
 *
 * @see "reference/prisma.md, section 5"
 */
final class HistoryPlace {

    private static final String QUERY = """
            SELECT COALESCE(
                (SELECT s.name FROM pg_catalog.unnest(pg_catalog.current_schemas(false)) WITH ORDINALITY AS s(name, place)
                  WHERE EXISTS (SELECT FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                                 WHERE n.nspname = s.name AND c.relname = '_prisma_migrations' AND c.relkind = 'r')
                  ORDER BY s.place LIMIT 1),
                (SELECT n.nspname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                  WHERE n.nspname = 'public' AND c.relname = '_prisma_migrations' AND c.relkind = 'r'),
                pg_catalog.current_schema(),
                'public')::pg_catalog.text""";

    private HistoryPlace() {}

    /** @param connection whose search_path is the role's own */
    static String find(ConnectionSettings settings, PgConnection connection) throws SQLException {
        return settings.schema() == null ? new Query(connection).one(QUERY) : settings.schema();
    }
}
