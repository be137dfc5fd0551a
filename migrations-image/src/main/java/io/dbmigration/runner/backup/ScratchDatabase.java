package io.dbmigration.runner.backup;

import io.dbmigration.runner.database.Bookkeeping;
import io.dbmigration.runner.database.Connections;
import io.dbmigration.runner.database.DatabaseDrop;
import io.dbmigration.runner.database.DatabaseSql;
import io.dbmigration.runner.database.Query;
import java.sql.SQLException;
import java.util.function.Consumer;

/** A database on the same server for one verification: empty and like the dumped one in encoding and locale, and dropped in the end. */
final class ScratchDatabase implements AutoCloseable {

    private static final String PREFIX = "dbm_verify_";
    private static final String COMMENT =
            "Made to verify a backup, and dropped afterwards. What is left of a killed run, the next one drops.";

    /** PostgreSQL cuts longer names. */
    private static final int LONGEST_NAME = 63;

    /** By way of jsonb, columns that a version does not have are simply null: 14 to 18 name the locale's in three ways. */
    private static final String CREATE = """
            SELECT pg_catalog.format('CREATE DATABASE %I TEMPLATE template0 ENCODING %L LC_COLLATE %L LC_CTYPE %L',
                       ?::pg_catalog.text, pg_catalog.pg_encoding_to_char(d.encoding), d.datcollate, d.datctype)
                || CASE j.d ->> 'datlocprovider'
                        WHEN 'i' THEN ' LOCALE_PROVIDER icu'
                             || pg_catalog.format(' ICU_LOCALE %L', COALESCE(j.d ->> 'datlocale', j.d ->> 'daticulocale'))
                             || COALESCE(pg_catalog.format(' ICU_RULES %L', NULLIF(j.d ->> 'daticurules', '')), '')
                        WHEN 'b' THEN ' LOCALE_PROVIDER builtin' || pg_catalog.format(' BUILTIN_LOCALE %L', j.d ->> 'datlocale')
                        WHEN 'c' THEN ' LOCALE_PROVIDER libc'
                        ELSE '' END
              FROM pg_catalog.pg_database d, LATERAL (SELECT pg_catalog.to_jsonb(d) AS d) j
             WHERE d.datname = pg_catalog.current_database()""";

    /** A killed run may have had no time for the comment. */
    private static final String LEFT_BEHIND = """
            SELECT d.datname FROM pg_catalog.pg_database d
             WHERE pg_catalog.starts_with(d.datname::pg_catalog.text, ?) AND pg_catalog.pg_has_role(d.datdba, 'USAGE')
               AND COALESCE(pg_catalog.shobj_description(d.oid, 'pg_database'), ?::pg_catalog.text) = ?::pg_catalog.text""";

    private final Connections connections;
    private final String name;
    private final Consumer<String> complaints;

    private ScratchDatabase(Connections connections, String name, Consumer<String> complaints) {
        this.connections = connections;
        this.name = name;
        this.complaints = complaints;
    }

    /**
     * What killed runs left of this database's verifications goes: this run holds its lock, so nobody verifies one now.
     *
     * @param complaints hears why it could not be dropped in the end
     */
    static ScratchDatabase create(Connections connections, String run, Consumer<String> complaints)
            throws SQLException {
        var prefix = PREFIX + connections.facts().databaseOid() + "_";
        var name = name(prefix, run);
        try (var session = session(connections)) {
            var query = new Query(session.connection());
            var dropping = new DatabaseDrop(connections);
            for (var left : query.all(LEFT_BEHIND, prefix, COMMENT, COMMENT)) {
                dropping.drop(query, left);
            }
            query.run(query.one(CREATE, name));
            try {
                query.run(DatabaseSql.comment(name, COMMENT));
            } catch (SQLException failed) {
                dropping.drop(query, name);
                throw failed;
            }
        }
        return new ScratchDatabase(connections, name, complaints);
    }

    String name() {
        return name;
    }

    RowCounts counts() throws SQLException {
        try (var inside = connections.openOther(name)) {
            return RowCounts.read(inside.connection());
        }
    }

    @Override
    public void close() {
        try (var session = session(connections)) {
            new DatabaseDrop(connections).drop(new Query(session.connection()), name);
        } catch (SQLException | RuntimeException left) {
            complaints.accept(
                    "The database %s, made to verify the backup, could not be dropped; the next backup tries again: %s"
                            .formatted(name, left.getMessage()));
        }
    }

    /** Another one than those of the run, which are in transactions or hold the lock. */
    private static Bookkeeping session(Connections connections) throws SQLException {
        return connections.openOther(connections.facts().database());
    }

    /** The end of a run's id tells more than its beginning. */
    private static String name(String prefix, String run) {
        var plain = run.replaceAll("[^A-Za-z0-9_-]", "_");
        return prefix + plain.substring(Math.max(0, plain.length() - (LONGEST_NAME - prefix.length())));
    }
}
