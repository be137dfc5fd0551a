package io.dbmigration.runner.database;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.jdbc.PgConnection;

/** Opens connections with the settings of one run: simple query mode, no limit on the time of a statement. */
final class Connector {

    /** Kept, or the garbage collector forgets the level: the driver logs SQL and connection properties. */
    private static final Logger DRIVER_LOG = Logger.getLogger("org.postgresql");

    static {
        DRIVER_LOG.setLevel(Level.OFF);
    }

    /** Beyond the TCP connection: a proxy in front of a dead server accepts and then says nothing. */
    private static final Duration HANDSHAKE = Duration.ofSeconds(15);

    private final ConnectionSettings settings;
    private final TlsFiles tls;
    private final String runId;

    Connector(ConnectionSettings settings, TlsFiles tls, String runId) {
        this.settings = settings;
        this.tls = tls;
        this.runId = runId;
    }

    static String applicationName(String runId) {
        return "dbm " + runId;
    }

    ConnectionSettings settings() {
        return settings;
    }

    TlsFiles tls() {
        return tls;
    }

    Connector toDatabase(String other) {
        return new Connector(settings.withDatabase(other), tls, runId);
    }

    /** Without start-up options of ours. */
    PgConnection open() throws SQLException {
        return open(settings.options(), null);
    }

    /**
     * @param options in libpq's form
     * @param searchPath null: the role's own
     */
    PgConnection open(@Nullable String options, @Nullable String searchPath) throws SQLException {
        return open(options, searchPath, properties());
    }

    /** As {@link #open(String, String)}; the server keeps the plans of commands that come again, which costs half as much. */
    PgConnection openKeepingPlans(String options, String searchPath) throws SQLException {
        var properties = properties();
        set(properties, PGProperty.PREFER_QUERY_MODE, "extended");
        set(properties, PGProperty.PREPARE_THRESHOLD, 2);
        return open(options, searchPath, properties);
    }

    private PgConnection open(@Nullable String options, @Nullable String searchPath, Properties properties)
            throws SQLException {
        set(properties, PGProperty.OPTIONS, options);
        set(properties, PGProperty.CURRENT_SCHEMA, searchPath);
        // Driver and not DriverManager, which would ask every driver of the class path and log.
        var connection = new Driver().connect(url(), properties);
        if (connection == null) {
            throw new SQLException("the driver does not take the URL " + url());
        }
        connection.setNetworkTimeout(Runnable::run, 0);
        return connection.unwrap(PgConnection.class);
    }

    private String url() {
        var hosts = settings.hosts().stream().map(Host::toString).collect(Collectors.joining(","));
        var database = URLEncoder.encode(settings.database(), StandardCharsets.UTF_8);
        return "jdbc:postgresql://" + hosts + "/" + database;
    }

    private Properties properties() {
        var properties = new Properties();
        set(properties, PGProperty.USER, settings.user());
        set(
                properties,
                PGProperty.PASSWORD,
                settings.password() == null ? null : settings.password().value());
        set(properties, PGProperty.APPLICATION_NAME, applicationName(runId));
        set(properties, PGProperty.PREFER_QUERY_MODE, "simple");
        set(properties, PGProperty.ALLOW_ENCODING_CHANGES, "true");
        set(properties, PGProperty.TCP_KEEP_ALIVE, "true");
        set(properties, PGProperty.LOG_SERVER_ERROR_DETAIL, "false");
        set(properties, PGProperty.GSS_ENC_MODE, "disable");
        set(properties, PGProperty.CHANNEL_BINDING, settings.channelBinding());
        set(properties, PGProperty.TARGET_SERVER_TYPE, settings.hosts().size() > 1 ? "primary" : null);
        setTimeouts(properties);
        setTls(properties);
        return properties;
    }

    private void setTimeouts(Properties properties) {
        var connect = settings.connectTimeout();
        set(properties, PGProperty.CONNECT_TIMEOUT, connect.toSeconds());
        // Taken back once connected: a legal statement may be silent for hours.
        var handshake = connect.isZero() ? connect : connect.plus(HANDSHAKE);
        set(properties, PGProperty.SOCKET_TIMEOUT, handshake.toSeconds());
    }

    private void setTls(Properties properties) {
        set(properties, PGProperty.SSL_MODE, settings.tls().mode().text());
        set(properties, PGProperty.SSL_ROOT_CERT, tls.ca());
        set(properties, PGProperty.SSL_CERT, tls.certificate());
        set(properties, PGProperty.SSL_KEY, tls.keyDer());
    }

    private static void set(Properties properties, PGProperty property, @Nullable Object value) {
        if (value != null) {
            property.set(properties, value.toString());
        }
    }
}
