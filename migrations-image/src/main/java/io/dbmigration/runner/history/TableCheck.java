package io.dbmigration.runner.history;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import java.util.List;

/** Whether the history is there, whole and ours to write, read from the catalog. */
final class TableCheck {

    private static final String EXISTS = """
            SELECT c.relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
             WHERE c.relkind = 'r' AND n.nspname = ? AND c.relname = ?""";

    private static final String MISSING_COLUMNS = """
            SELECT wanted FROM pg_catalog.unnest('{id,checksum,finished_at,migration_name,logs,rolled_back_at,started_at,
                    applied_steps_count}'::pg_catalog.text[]) AS wanted
             WHERE wanted NOT IN (SELECT a.attname FROM pg_catalog.pg_attribute a
                                   JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
                                   JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                                  WHERE n.nspname = ? AND c.relname = ? AND NOT a.attisdropped)""";

    private static final String MISSING_RIGHTS = """
            SELECT wanted FROM pg_catalog.unnest('{SELECT,INSERT,UPDATE}'::pg_catalog.text[]) AS wanted,
                   pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
             WHERE n.nspname = ? AND c.relname = ? AND NOT pg_catalog.has_table_privilege(c.oid, wanted)
            UNION ALL
            SELECT 'USAGE on its schema' FROM pg_catalog.pg_namespace n
             WHERE n.nspname = ? AND NOT pg_catalog.has_schema_privilege(n.oid, 'USAGE')""";

    /** Ordinary tables only; those of PostGIS do not count, in whatever case (as in Prisma). */
    private static final String TABLES_BESIDES = """
            SELECT c.relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
             WHERE c.relkind = 'r' AND n.nspname = ? AND c.relname <> ?
               AND pg_catalog.lower(c.relname) NOT IN ('spatial_ref_sys', 'geometry_columns', 'geography_columns',
                                                       'raster_columns', 'raster_overviews')
             ORDER BY c.relname""";

    private TableCheck() {}

    static boolean exists(HistorySession session, String schema) {
        return !session.texts(EXISTS, schema, HistoryTable.NAME).isEmpty();
    }

    static List<String> tablesBesides(HistorySession session, String schema) {
        return session.texts(TABLES_BESIDES, schema, HistoryTable.NAME);
    }

    static void check(HistorySession session, String schema, String table) {
        var columns = session.texts(MISSING_COLUMNS, schema, HistoryTable.NAME);
        if (!columns.isEmpty()) {
            throw new RunException(
                    Reason.TABLE_LOST,
                    "The history " + table + " lacks the columns " + String.join(", ", columns) + ".");
        }
        var rights = session.texts(MISSING_RIGHTS, schema, HistoryTable.NAME, schema);
        if (!rights.isEmpty()) {
            throw new RunException(
                    Reason.ACCESS_DENIED,
                    "The role may not use the history " + table + "; it lacks " + String.join(", ", rights) + ".");
        }
    }
}
