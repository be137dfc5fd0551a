package io.dbmigration.runner.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a server tells about itself, this database and this role.
 *
 * @param version for example 170006
 * @param versionText for example {@code 17.6}
 * @param postmasterStart as the server prints it, in UTC
 * @param inRecovery a standby
 * @param readOnly new transactions may not write
 * @param systemIdentifier null: the role may not read it
 * @param timeline null: the role may not read it
 * @param deadlockTimeout of the server
 * @param turnsEventTriggersOff whether the role may turn off what a database does by itself at a login or DDL
 * @param preparesTransactions whether it can hold prepared transactions; most servers do not
 * @param synchronousCommit of the role, for example {@code on} or {@code remote_apply}
 */
public record ServerFacts(
        int version,
        String versionText,
        String postmasterStart,
        boolean inRecovery,
        boolean readOnly,
        @Nullable String systemIdentifier,
        @Nullable Integer timeline,
        String database,
        long databaseOid,
        String role,
        boolean superuser,
        boolean bypassesRowSecurity,
        boolean createsDatabases,
        boolean turnsEventTriggersOff,
        Duration deadlockTimeout,
        boolean preparesTransactions,
        String synchronousCommit) {

    /** Below deadlock_timeout a waiting lock never cancels a running autovacuum. */
    private static final Duration ABOVE_DEADLOCK_TIMEOUT = Duration.ofMillis(500);

    private static final int EVENT_TRIGGERS_SINCE = 17;
    private static final String MAY_SET_EVENT_TRIGGERS =
            "pg_catalog.has_parameter_privilege(CURRENT_USER, 'event_triggers', 'SET')";

    /** With the expression that tells whether event triggers can be turned off: older servers know neither setting nor function. */
    private static final String QUERY = """
            SELECT pg_catalog.current_setting('server_version_num')::pg_catalog.int4 AS version,
                   pg_catalog.current_setting('server_version') AS version_text,
                   pg_catalog.timezone('UTC', pg_catalog.pg_postmaster_start_time())::pg_catalog.text AS postmaster_start,
                   pg_catalog.pg_is_in_recovery() AS in_recovery,
                   pg_catalog.current_setting('transaction_read_only')::pg_catalog.bool AS read_only,
                   d.datname, d.oid::pg_catalog.int8 AS database_oid,
                   r.rolname, r.rolsuper, r.rolbypassrls, r.rolcreatedb,
                   %s AS turns_event_triggers_off,
                   (SELECT s.setting FROM pg_catalog.pg_settings s WHERE s.name = 'deadlock_timeout')::pg_catalog.int8
                       AS deadlock_ms,
                   pg_catalog.current_setting('max_prepared_transactions') <> '0' AS prepares_transactions,
                   pg_catalog.current_setting('synchronous_commit') AS synchronous_commit
              FROM pg_catalog.pg_database d, pg_catalog.pg_roles r
             WHERE d.datname = pg_catalog.current_database() AND r.rolname = CURRENT_USER""";

    private static final String SYSTEM_IDENTIFIER =
            "SELECT system_identifier::text FROM pg_catalog.pg_control_system()";

    /** Of the name of the present segment: the checkpoint's timeline lags behind after a promotion. */
    private static final String TIMELINE =
            "SELECT pg_catalog.substr(pg_catalog.pg_walfile_name(pg_catalog.pg_current_wal_lsn()), 1, 8)";

    /** How long one try of a script waits for a lock: as asked, or as long as lets autovacuum give way; zero: without end. */
    public Duration lockTimeout(Duration asked) {
        var least = deadlockTimeout.plus(ABOVE_DEADLOCK_TIMEOUT);
        return asked.isZero() || asked.compareTo(least) > 0 ? asked : least;
    }

    static ServerFacts read(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(QUERY.formatted(eventTriggers(connection)))) {
            if (!row.next()) {
                throw new SQLException("the server does not tell about its own database and role");
            }
            var inRecovery = row.getBoolean("in_recovery");
            var segment = inRecovery ? null : readIfAllowed(connection, TIMELINE);
            return facts(row, readIfAllowed(connection, SYSTEM_IDENTIFIER), segment);
        }
    }

    /** The driver knows the version since the connection began. */
    private static String eventTriggers(Connection connection) throws SQLException {
        return connection.getMetaData().getDatabaseMajorVersion() >= EVENT_TRIGGERS_SINCE
                ? MAY_SET_EVENT_TRIGGERS
                : "false";
    }

    private static ServerFacts facts(ResultSet row, @Nullable String systemIdentifier, @Nullable String segment)
            throws SQLException {
        var versionText = row.getString("version_text");
        var blank = versionText.indexOf(' ');
        return new ServerFacts(
                row.getInt("version"),
                blank < 0 ? versionText : versionText.substring(0, blank),
                row.getString("postmaster_start"),
                row.getBoolean("in_recovery"),
                row.getBoolean("read_only"),
                systemIdentifier,
                segment == null ? null : Integer.parseUnsignedInt(segment, 16),
                row.getString("datname"),
                row.getLong("database_oid"),
                row.getString("rolname"),
                row.getBoolean("rolsuper"),
                row.getBoolean("rolbypassrls"),
                row.getBoolean("rolcreatedb"),
                row.getBoolean("turns_event_triggers_off"),
                Duration.ofMillis(row.getLong("deadlock_ms")),
                row.getBoolean("prepares_transactions"),
                row.getString("synchronous_commit"));
    }

    /** For example 17. */
    public int major() {
        return version / 10_000;
    }

    /** Whether both are the same running server and the same database of it. */
    boolean sameServerAs(ServerFacts other) {
        return databaseOid == other.databaseOid && sameInstanceAs(other);
    }

    /** Whether both are the same running server, whatever the database. */
    boolean sameInstanceAs(ServerFacts other) {
        return postmasterStart.equals(other.postmasterStart)
                && inRecovery == other.inRecovery
                && Objects.equals(systemIdentifier, other.systemIdentifier)
                && Objects.equals(timeline, other.timeline);
    }

    private static @Nullable String readIfAllowed(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(query)) {
            return row.next() ? row.getString(1) : null;
        } catch (SQLException refused) {
            if (connection.isClosed()) {
                throw refused;
            }
            return null;
        }
    }
}
