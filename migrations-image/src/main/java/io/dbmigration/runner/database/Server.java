package io.dbmigration.runner.database;

import io.dbmigration.contract.RunException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.postgresql.core.Utils;
import org.postgresql.jdbc.PgConnection;

/** Opens what a run needs, all of it on one server. */
public final class Server {

    private static final Pattern PLAIN_NAME = Pattern.compile("[a-z_][a-z0-9_]*");

    private final Connector connector;
    private final ServerOptions options;

    private Server(Connector connector, ServerOptions options) {
        this.connector = connector;
        this.options = options;
    }

    /**
     * First look, then the script's session and the bookkeeping.
     *
     * @throws RunException with the reason of {@link ConnectErrors}, or PoolerDetected, ReadOnlyServer, ServerUnsupported
     */
    public static Connections open(ConnectionSettings settings, ServerOptions options) {
        var tls = TlsFiles.write(settings.tls(), options.workFolder());
        try {
            return new Server(new Connector(settings, tls, options.runId()), options).open();
        } catch (SQLException error) {
            tls.close();
            throw ConnectErrors.explain(error, settings);
        } catch (RuntimeException error) {
            tls.close();
            throw error;
        }
    }

    Connector connector() {
        return connector;
    }

    /** A bookkeeping session on the server of the script's session. */
    Bookkeeping openBookkeeping(ServerFacts facts) throws SQLException {
        var startUp = StartUpOptions.ofBookkeeping(facts, options)
                .after(connector.settings().options());
        var connection = connector.openKeepingPlans(startUp, "pg_catalog");
        requireSame(facts, connection);
        return new Bookkeeping(connection);
    }

    /** A session in one of the databases that every server has, on the server of the script's session. */
    PgConnection openMaintenance(ServerFacts facts) throws SQLException {
        var startUp = StartUpOptions.ofBookkeeping(facts, options)
                .after(connector.settings().options());
        return sameInstance(facts, MaintenanceDatabase.open(connector, startUp));
    }

    /** A session in a database of the script's server that this run restores or drops. */
    PgConnection openOther(ServerFacts facts, String database) throws SQLException {
        var startUp = StartUpOptions.ofRestore(facts, options)
                .after(connector.settings().options());
        return sameInstance(facts, connector.toDatabase(database).open(startUp, "pg_catalog"));
    }

    private Connections open() throws SQLException {
        var sight = new FirstLook(connector, options.missing()).look();
        var facts = sight.facts();
        var script = openScript(facts);
        try {
            var notices = new ArrayList<>(connector.settings().notices());
            notices.addAll(sight.notices());
            notices.addAll(script.style().notices());
            return new Connections(this, sight, script, openBookkeeping(facts), notices);
        } catch (SQLException | RuntimeException error) {
            script.close();
            throw error;
        }
    }

    private ScriptSession openScript(ServerFacts facts) throws SQLException {
        var settings = connector.settings();
        var startUp = StartUpOptions.ofScript(facts, options).after(settings.options());
        var searchPath = settings.schema() == null ? null : asTheServerWritesIt(settings.schema());
        var style = SessionStyleReader.start(options.psql(), LibpqEnvironment.of(settings, connector.tls()));
        var connection = connector.open(startUp, searchPath);
        requireSame(facts, connection);
        try {
            return new ScriptSession(connection, facts, style.read(connection));
        } catch (SQLException | RuntimeException error) {
            Closing.quietly(connection);
            throw error;
        }
    }

    /** What {@code SET search_path} makes of a name, which Prisma says: scripts may store the setting's text. */
    private static String asTheServerWritesIt(String schema) throws SQLException {
        return PLAIN_NAME.matcher(schema).matches()
                ? schema
                : Utils.escapeIdentifier(null, schema).toString();
    }

    private void requireSame(ServerFacts facts, PgConnection connection) throws SQLException {
        require(facts::sameServerAs, connection);
    }

    private PgConnection sameInstance(ServerFacts facts, PgConnection connection) throws SQLException {
        require(facts::sameInstanceAs, connection);
        return connection;
    }

    private void require(Predicate<ServerFacts> same, PgConnection connection) throws SQLException {
        try {
            if (!same.test(ServerFacts.read(connection))) {
                throw new ServerChangedException(
                        "Two connections to " + connector.settings().address()
                                + " reached different servers (a failover, or an address with several servers behind it).");
            }
        } catch (SQLException | RuntimeException error) {
            Closing.quietly(connection);
            throw error;
        }
    }
}
