package io.dbmigration.runner.restore;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.runner.database.Query;
import io.dbmigration.runner.database.ServerFacts;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Whether a database can be replaced at all, asked before anything is changed.
 *
 * @param maintenance in another database of the server
 * @param inside in the database itself
 * @param accept names of slots, subscriptions and publications that may be left behind
 */
record SwapPreflight(Query maintenance, Query inside, ServerFacts facts, List<String> accept) {

    private static final String OWNER = """
            SELECT pg_catalog.pg_get_userbyid(d.datdba) FROM pg_catalog.pg_database d
             WHERE d.oid = ?::pg_catalog.oid AND NOT pg_catalog.pg_has_role(d.datdba, 'USAGE')""";

    /** Those that our role may not end; what has no role is the server's own and goes by itself. */
    private static final String SESSIONS = """
            SELECT pg_catalog.concat('session ', a.pid, ' of role ', r.rolname,
                       CASE WHEN a.application_name <> '' THEN pg_catalog.concat(' (', a.application_name, ')') END)
              FROM pg_catalog.pg_stat_activity a JOIN pg_catalog.pg_roles r ON r.oid = a.usesysid
             WHERE a.datid = ?::pg_catalog.oid
               AND NOT (SELECT m.rolsuper FROM pg_catalog.pg_roles m WHERE m.rolname = CURRENT_USER)
               AND (r.rolsuper OR NOT (pg_catalog.pg_has_role(r.oid, 'USAGE')
                                       OR pg_catalog.pg_has_role('pg_signal_backend', 'USAGE')))
             ORDER BY a.pid""";

    private static final String PREPARED = """
            SELECT pg_catalog.concat(p.gid, ' of role ', p.owner) FROM pg_catalog.pg_prepared_xacts p
              JOIN pg_catalog.pg_database d ON d.datname = p.database WHERE d.oid = ?::pg_catalog.oid ORDER BY 1""";

    private static final String SLOTS = """
            SELECT s.slot_name FROM pg_catalog.pg_replication_slots s WHERE s.datoid = ?::pg_catalog.oid ORDER BY 1""";

    private static final String SUBSCRIPTIONS =
            "SELECT s.subname FROM pg_catalog.pg_subscription s WHERE s.subdbid = ?::pg_catalog.oid ORDER BY 1";

    private static final String PUBLICATIONS = "SELECT p.pubname FROM pg_catalog.pg_publication p ORDER BY 1";

    /** @throws RunException SwapRefused, naming all that is in the way */
    void pass() throws SQLException {
        var complaints = new ArrayList<String>();
        if (!facts.superuser() && !facts.createsDatabases()) {
            complaints.add("the role %s may not create databases (ALTER ROLE … CREATEDB)".formatted(facts.role()));
        }
        for (var owner : maintenance.all(OWNER, facts.databaseOid())) {
            complaints.add("the role %s is not a member of the database's owner %s".formatted(facts.role(), owner));
        }
        add(complaints, "it may not end", maintenance.all(SESSIONS, facts.databaseOid()));
        add(complaints, "there are prepared transactions:", maintenance.all(PREPARED, facts.databaseOid()));
        add(complaints, "there are logical replication slots:", unaccepted(maintenance, SLOTS, facts.databaseOid()));
        add(complaints, "there are subscriptions:", unaccepted(maintenance, SUBSCRIPTIONS, facts.databaseOid()));
        add(complaints, "there are publications:", unaccepted(inside, PUBLICATIONS));
        if (!complaints.isEmpty()) {
            throw refused(facts.database(), String.join("; ", complaints));
        }
    }

    static RunException refused(String database, String why) {
        return new RunException(
                Reason.SWAP_REFUSED, "The database %s cannot be replaced: %s.".formatted(database, why));
    }

    private List<String> unaccepted(Query query, String sql, Object... parameters) throws SQLException {
        return query.all(sql, parameters).stream()
                .filter(name -> !accept.contains(name))
                .toList();
    }

    private static void add(List<String> complaints, String what, List<String> names) {
        if (!names.isEmpty()) {
            complaints.add(what + " " + names.stream().collect(Collectors.joining(", ")));
        }
    }
}
