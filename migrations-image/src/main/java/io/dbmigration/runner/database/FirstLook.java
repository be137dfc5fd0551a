package io.dbmigration.runner.database;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.runner.database.ServerOptions.Missing;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.core.Utils;
import org.postgresql.jdbc.PgConnection;

/** A connection without our start-up options, which a pooler would refuse: is this a server that we may change? */
final class FirstLook {

    private static final int OLDEST = 140_000;

    private final Connector connector;
    private final Missing missing;
    private final List<String> notices = new ArrayList<>();

    FirstLook(Connector connector, Missing missing) {
        this.connector = connector;
        this.missing = missing;
    }

    /**
     * What a first look tells.
     *
     * @param historySchema where {@code _prisma_migrations} lies, or would be made
     * @param notices what was put right on the way in, for people
     */
    record Sight(ServerFacts facts, String historySchema, List<String> notices) {}

    Sight look() throws SQLException {
        try (var connection = connect()) {
            refusePooler(connection);
            var facts = ServerFacts.read(connection);
            refuseWrongServer(facts);
            needSchema(connection);
            return new Sight(facts, HistoryPlace.find(connector.settings(), connection), List.copyOf(notices));
        }
    }

    private PgConnection connect() throws SQLException {
        try {
            return connector.open();
        } catch (SQLException error) {
            if (missing == Missing.CREATE && ConnectErrors.reason(error) == Reason.DATABASE_NOT_FOUND) {
                new MissingDatabase(connector).create();
                return connector.open();
            }
            if (UnfinishedSwap.mayBeWhy(error)) {
                notices.addAll(new UnfinishedSwap(connector).repair(error));
                return connector.open();
            }
            throw error;
        }
    }

    private void refusePooler(PgConnection connection) throws SQLException {
        var pid = new Query(connection).one("SELECT pg_catalog.pg_backend_pid()");
        if (!pid.equals("" + connection.getBackendPID())) {
            throw refused(
                    Reason.POOLER_DETECTED,
                    "is a connection pooler: two different sessions answer. Migrations need the server's direct address,"
                            + " because session locks do not survive a pooler");
        }
    }

    private void refuseWrongServer(ServerFacts facts) {
        if (facts.version() < OLDEST) {
            throw refused(
                    Reason.SERVER_UNSUPPORTED,
                    "runs PostgreSQL " + facts.versionText() + "; PostgreSQL 14 or newer is needed");
        }
        if (facts.inRecovery()) {
            throw refused(Reason.READ_ONLY_SERVER, "is a standby; migrations need the primary");
        }
        if (facts.readOnly()) {
            throw refused(
                    Reason.READ_ONLY_SERVER,
                    "lets role " + facts.role() + " only read (default_transaction_read_only is on)");
        }
    }

    private void needSchema(PgConnection connection) throws SQLException {
        var schema = connector.settings().schema();
        if (schema == null || exists(connection, schema)) {
            return;
        }
        if (missing == Missing.REFUSE) {
            throw new RunException(
                    Reason.DATABASE_NOT_FOUND,
                    "The database %s at %s has no schema '%s'. Create it, or correct ?schema= of the URL."
                            .formatted(
                                    connector.settings().database(),
                                    connector.settings().address(),
                                    schema));
        }
        new Query(connection).run("CREATE SCHEMA IF NOT EXISTS " + Utils.escapeIdentifier(null, schema));
    }

    private static boolean exists(PgConnection connection, String schema) throws SQLException {
        var count = new Query(connection).one("SELECT count(*) FROM pg_catalog.pg_namespace WHERE nspname = ?", schema);
        return !count.equals("0");
    }

    private RunException refused(Reason reason, String what) {
        return new RunException(reason, connector.settings().address() + " " + what + ".");
    }
}
