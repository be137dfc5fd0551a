package io.dbmigration.runner.restore;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dbmigration.runner.database.DatabaseNote;
import io.dbmigration.runner.database.Query;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a database is apart from its contents, as the catalog has it; a dump without {@code --create} holds nothing of it.
 *
 * @param provider {@code c} libc, {@code i} ICU, {@code b} builtin; null: the server knows only libc (before 15)
 * @param locale of ICU or builtin
 * @param icuRules null: none, or the server knows none (before 16)
 * @param connectionLimit -1: none
 * @param comment without what a restore keeps in it
 * @param grants null: nobody has changed them
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record DatabaseProperties(
        long oid,
        String owner,
        String encoding,
        String collate,
        String ctype,
        @Nullable String provider,
        @Nullable String locale,
        @Nullable String icuRules,
        String tablespace,
        int connectionLimit,
        @Nullable String comment,
        @Nullable List<Grant> grants,
        List<Setting> settings,
        List<Label> labels) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** @param grantee null: everybody */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Grant(@Nullable String grantee, String privilege, boolean grantable) {}

    /**
     * @param role whose sessions in this database it is for; null: everybody's
     * @param text {@code name=value}
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Setting(@Nullable String role, String text) {}

    /** A security label. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Label(String provider, String label) {}

    /** By way of jsonb, columns that a version does not have are simply null: 14 to 18 name the locale's in three ways. */
    private static final String QUERY = """
            SELECT pg_catalog.jsonb_build_object(
                'oid', d.oid::pg_catalog.int8,
                'owner', pg_catalog.pg_get_userbyid(d.datdba),
                'encoding', pg_catalog.pg_encoding_to_char(d.encoding),
                'collate', d.datcollate,
                'ctype', d.datctype,
                'provider', pg_catalog.to_jsonb(d) ->> 'datlocprovider',
                'locale', COALESCE(pg_catalog.to_jsonb(d) ->> 'datlocale', pg_catalog.to_jsonb(d) ->> 'daticulocale'),
                'icuRules', pg_catalog.to_jsonb(d) ->> 'daticurules',
                'tablespace', t.spcname,
                'connectionLimit', d.datconnlimit,
                'comment', pg_catalog.shobj_description(d.oid, 'pg_database'),
                'grants', CASE WHEN d.datacl IS NOT NULL THEN (
                    SELECT COALESCE(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
                               'grantee', g.grantee, 'privilege', g.privilege_type, 'grantable', g.is_grantable)
                               ORDER BY g.grantee, g.privilege_type), '[]')
                      FROM (SELECT CASE WHEN a.grantee <> 0 THEN pg_catalog.pg_get_userbyid(a.grantee) END AS grantee,
                                   a.privilege_type, pg_catalog.bool_or(a.is_grantable) AS is_grantable
                              FROM pg_catalog.aclexplode(d.datacl) a GROUP BY 1, 2) g) END,
                'settings', (
                    SELECT COALESCE(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
                               'role', CASE WHEN s.setrole <> 0 THEN pg_catalog.pg_get_userbyid(s.setrole) END,
                               'text', c.text) ORDER BY s.setrole, c.text), '[]')
                      FROM pg_catalog.pg_db_role_setting s, pg_catalog.unnest(s.setconfig) AS c(text)
                     WHERE s.setdatabase = d.oid),
                'labels', (
                    SELECT COALESCE(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
                               'provider', l.provider, 'label', l.label) ORDER BY l.provider), '[]')
                      FROM pg_catalog.pg_shseclabel l
                     WHERE l.classoid = 'pg_catalog.pg_database'::pg_catalog.regclass AND l.objoid = d.oid))::pg_catalog.text
              FROM pg_catalog.pg_database d JOIN pg_catalog.pg_tablespace t ON t.oid = d.dattablespace
             WHERE d.datname = ?""";

    /** Empty: there is no such database. */
    static Optional<DatabaseProperties> read(Query query, String database) throws SQLException {
        var found = query.all(QUERY, database);
        return found.isEmpty() ? Optional.empty() : Optional.of(parse(found.getFirst()));
    }

    private static DatabaseProperties parse(String json) throws SQLException {
        try {
            return JSON.readValue(json, DatabaseProperties.class).withoutNote();
        } catch (JsonProcessingException unreadable) {
            throw new SQLException("the catalog tells properties of a database that cannot be read", unreadable);
        }
    }

    private DatabaseProperties withoutNote() {
        return new DatabaseProperties(
                oid,
                owner,
                encoding,
                collate,
                ctype,
                provider,
                locale,
                icuRules,
                tablespace,
                connectionLimit,
                DatabaseNote.withoutNote(comment),
                grants,
                settings,
                labels);
    }

    /** What of another database is not as here, for people; the comment is none of it, for a note may stand there. */
    List<String> differences(DatabaseProperties other) {
        var differences = new ArrayList<String>();
        compare(differences, "owner", owner, other.owner);
        compare(differences, "encoding", encoding, other.encoding);
        compare(differences, "LC_COLLATE", collate, other.collate);
        compare(differences, "LC_CTYPE", ctype, other.ctype);
        compare(differences, "locale provider", provider, other.provider);
        compare(differences, "locale", locale, other.locale);
        compare(differences, "ICU rules", icuRules, other.icuRules);
        compare(differences, "tablespace", tablespace, other.tablespace);
        compare(differences, "connection limit", connectionLimit, other.connectionLimit);
        compare(differences, "privileges", grants, other.grants);
        compare(differences, "settings", settings, other.settings);
        compare(differences, "security labels", labels, other.labels);
        return differences;
    }

    private static void compare(List<String> differences, String what, @Nullable Object here, @Nullable Object there) {
        if (!Objects.equals(here, there)) {
            differences.add("%s (%s instead of %s)".formatted(what, there, here));
        }
    }
}
