package io.dbmigration.runner.backup;

import io.dbmigration.runner.database.ServerFacts;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What will make a restore of this database hard, told with every backup: then a person can act on it, in the night of the restore only
 * suffer from it. One question to the catalog; nothing of it makes a backup fail.
 */
final class Preflight {

    /** Objects of extensions come and go with these. */
    private static final String OF_NO_EXTENSION =
            "NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = '%s'::pg_catalog.regclass AND d.objid = %s.oid AND d.deptype = 'e')";

    private static final String QUERY = """
            SELECT 'UNTRUSTED_EXTENSION', x.extname::pg_catalog.text
              FROM pg_catalog.pg_extension x JOIN pg_catalog.pg_roles me ON me.rolname = CURRENT_USER AND NOT me.rolsuper
             WHERE EXISTS (SELECT FROM pg_catalog.pg_available_extension_versions v
                            WHERE v.name = x.extname AND v.version = x.extversion AND NOT v.trusted)
            UNION
            SELECT 'OTHER_OWNER', pg_catalog.pg_get_userbyid(o.owner)::pg_catalog.text
              FROM (SELECT c.relowner AS owner, c.relnamespace AS namespace FROM pg_catalog.pg_class c
                     WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f') AND %s
                    UNION ALL
                    SELECT p.proowner, p.pronamespace FROM pg_catalog.pg_proc p WHERE %s
                    UNION ALL
                    SELECT t.typowner, t.typnamespace FROM pg_catalog.pg_type t WHERE t.typtype IN ('d', 'e', 'r') AND %s) o
              JOIN pg_catalog.pg_namespace n ON n.oid = o.namespace AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
             WHERE NOT pg_catalog.pg_has_role(o.owner, 'MEMBER')
            UNION
            SELECT 'EVENT_TRIGGER', e.evtname::pg_catalog.text
              FROM pg_catalog.pg_event_trigger e JOIN pg_catalog.pg_roles me ON me.rolname = CURRENT_USER AND NOT me.rolsuper
             WHERE %s
            UNION
            SELECT 'ACTIVE_EVENT_TRIGGER', e.evtname::pg_catalog.text
              FROM pg_catalog.pg_event_trigger e WHERE e.evtenabled IN ('O', 'A')
            UNION
            SELECT 'SUBSCRIPTION', s.subname::pg_catalog.text FROM pg_catalog.pg_subscription s
             WHERE s.subdbid = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
            UNION
            SELECT 'PUBLICATION', p.pubname::pg_catalog.text FROM pg_catalog.pg_publication p
            UNION
            SELECT pg_catalog.upper(x.extname::pg_catalog.text), x.extname::pg_catalog.text FROM pg_catalog.pg_extension x
             WHERE x.extname IN ('timescaledb', 'citus', 'pg_cron', 'pgsodium')
             ORDER BY 1, 2
            """.formatted(
                    OF_NO_EXTENSION.formatted("pg_catalog.pg_class", "c"),
                    OF_NO_EXTENSION.formatted("pg_catalog.pg_proc", "p"),
                    OF_NO_EXTENSION.formatted("pg_catalog.pg_type", "t"),
                    OF_NO_EXTENSION.formatted("pg_catalog.pg_event_trigger", "e"));

    /** With their names in place of the sign. */
    private enum Hazard {
        UNTRUSTED_EXTENSION("only a superuser can create the extensions %s; they have to be there before a restore"),
        OTHER_OWNER(
                "there are objects of the roles %s, whose member this role is not; a restore by it cannot give them back to their owners"),
        EVENT_TRIGGER("only a superuser can create the event triggers %s"),
        ACTIVE_EVENT_TRIGGER(
                "the event triggers %s act during a restore by this role, which cannot turn them off (that needs PostgreSQL 17 and a superuser);"
                        + " one that writes rows or forbids DDL makes the restore fail, so disable it before the backup"
                        + " (ALTER EVENT TRIGGER … DISABLE)"),
        SUBSCRIPTION("the subscriptions %s do not go on in a restored database; they have to be made anew there"),
        PUBLICATION("subscribers of the publications %s do not follow to a restored database by themselves"),
        TIMESCALEDB(
                "%s is restored between timescaledb_pre_restore() and timescaledb_post_restore(), by the very version of the extension"),
        CITUS("%s keeps distributed tables on other servers, and a dump of this one does not bring them back"),
        PG_CRON("%s works in one database of a server only, so its jobs cannot be restored beside it"),
        PGSODIUM("the root key of %s is no part of a dump, and without it what it encrypted cannot be read");

        private final String sentence;

        Hazard(String sentence) {
            this.sentence = sentence;
        }
    }

    private Preflight() {}

    /**
     * @param connection outside of a transaction
     * @return sentences for people; empty: nothing is known against it
     */
    static List<String> hazards(Connection connection, ServerFacts facts) throws SQLException {
        var found = new EnumMap<Hazard, List<String>>(Hazard.class);
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(QUERY)) {
            while (rows.next()) {
                found.computeIfAbsent(Hazard.valueOf(rows.getString(1)), hazard -> new ArrayList<>())
                        .add(rows.getString(2));
            }
        }
        if (facts.turnsEventTriggersOff()) {
            found.remove(Hazard.ACTIVE_EVENT_TRIGGER);
        }
        return found.entrySet().stream().map(Preflight::sentence).toList();
    }

    private static String sentence(Map.Entry<Hazard, List<String>> found) {
        return "A restore will need care: %s."
                .formatted(found.getKey().sentence.formatted(Names.listed(found.getValue())));
    }
}
