package io.dbmigration.runner.backup;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether the role may read all that a dump holds. pg_dump would find out as well, one object at a time and after minutes; here it is
 * told at once, with what to grant.
 */
final class DumpRights {

    private record Look(String sql, String complaint) {}

    /** Objects of extensions are created by the extension again; their tables are no part of a dump. */
    private static final String OF_NO_EXTENSION = """
             AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
             AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS d
                              WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
            """;

    private static final List<Look> LOOKS = List.of(
            new Look(
                    """
                    SELECT n.nspname FROM pg_catalog.pg_namespace AS n
                     WHERE NOT pg_catalog.has_schema_privilege(n.oid, 'USAGE')
                       AND EXISTS (SELECT FROM pg_catalog.pg_class AS c
                                    WHERE c.relnamespace = n.oid AND c.relkind IN ('r', 'p', 'S')
                    """ + OF_NO_EXTENSION + ") ORDER BY 1",
                    "it may not use the schemas %s (GRANT USAGE ON SCHEMA … TO %s)"),
            new Look("""
                    SELECT c.oid::regclass::text FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
                     WHERE c.relkind IN ('r', 'p') AND NOT pg_catalog.has_table_privilege(c.oid, 'SELECT')
                    """ + OF_NO_EXTENSION + " ORDER BY 1", "it may not read the tables %s (GRANT SELECT ON … TO %s)"),
            new Look(
                    """
                    SELECT c.oid::regclass::text FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
                     WHERE c.relkind IN ('r', 'p') AND c.relrowsecurity AND pg_catalog.row_security_active(c.oid)
                    """ + OF_NO_EXTENSION + " ORDER BY 1",
                    "row security hides rows from it in %s (ALTER ROLE %s BYPASSRLS, or ALTER TABLE … NO FORCE ROW LEVEL SECURITY where it is the owner)"),
            new Look(
                    """
                    SELECT c.oid::regclass::text FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
                     WHERE CASE WHEN c.relkind = 'S' THEN NOT pg_catalog.has_sequence_privilege(c.oid, 'SELECT') END
                    """ + OF_NO_EXTENSION + " ORDER BY 1",
                    "it may not read the sequences %s (GRANT SELECT ON SEQUENCE … TO %s)"),
            new Look("""
                    SELECT m.oid::text FROM pg_catalog.pg_largeobject_metadata AS m
                     WHERE NOT pg_catalog.pg_has_role(m.lomowner, 'USAGE')
                       AND pg_catalog.current_setting('lo_compat_privileges') = 'off'
                       AND NOT EXISTS (SELECT FROM pg_catalog.aclexplode(m.lomacl) AS a
                                        WHERE a.privilege_type = 'SELECT'
                                          AND (a.grantee = 0 OR pg_catalog.pg_has_role(a.grantee, 'USAGE')))
                     ORDER BY m.oid
                    """, "it may not read the large objects %s (GRANT SELECT ON LARGE OBJECT … TO %s)"));

    private DumpRights() {}

    /** @throws RunException BackupFailed, with all that is missing */
    static void require(Connection connection, String role) throws SQLException {
        var complaints = new ArrayList<String>();
        for (var look : LOOKS) {
            var objects = names(connection, look.sql);
            if (!objects.isEmpty()) {
                complaints.add(look.complaint.formatted(Names.listed(objects), role));
            }
        }
        if (!complaints.isEmpty()) {
            throw new RunException(
                    Reason.BACKUP_FAILED,
                    "The role %s cannot dump this database: %s.".formatted(role, String.join("; ", complaints)));
        }
    }

    private static List<String> names(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var names = new ArrayList<String>();
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names;
        }
    }
}
