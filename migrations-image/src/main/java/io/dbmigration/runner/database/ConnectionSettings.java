package io.dbmigration.runner.database;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.runner.database.Tls.ClientIdentity;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where the database is and how to get in.
 *
 * @param schema as asked for; null: search_path is left alone
 * @param connectTimeout zero: none
 * @param options start-up options of the URL, in libpq's form
 * @param notices what of the URL was not taken, sentences without secrets
 */
public record ConnectionSettings(
        List<Host> hosts,
        String database,
        @Nullable String schema,
        @Nullable String user,
        @Nullable Secret password,
        Tls tls,
        Duration connectTimeout,
        @Nullable String options,
        @Nullable String channelBinding,
        List<String> notices) {

    /** Prisma's default. */
    static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(5);

    static final int DEFAULT_PORT = 5432;

    public ConnectionSettings {
        hosts = List.copyOf(hosts);
        notices = List.copyOf(notices);
    }

    /**
     * @param url as Prisma takes it: {@code postgresql://user:password@host:port/database?schema=…}
     * @throws RunException DatabaseUrlInvalid for a URL that names no server we can reach, PoolerDetected for
     *     {@code pgbouncer=true}, TlsFailed for certificates that cannot be read
     */
    public static ConnectionSettings parse(String url) {
        return PrismaUrl.parse(url);
    }

    /** Fields instead of a URL; they mean what they mean to libpq. */
    public static ConnectionSettings of(ConnectionFields fields) {
        var port = fields.port() == null ? DEFAULT_PORT : Host.parsePort(fields.port());
        var mode = fields.sslMode() == null ? SslMode.PREFER : sslMode(fields.sslMode());
        return new ConnectionSettings(
                Host.parseAll(fields.host(), port),
                fields.database(),
                fields.schema(),
                fields.username(),
                fields.password(),
                new Tls(mode, null, null),
                DEFAULT_CONNECT_TIMEOUT,
                null,
                null,
                List.of());
    }

    /** The same with certificates from elsewhere; a CA asks for verify-full unless the mode is verify-ca. */
    public ConnectionSettings withTls(
            @Nullable String ca, @Nullable String clientCertificate, @Nullable Secret clientKey) {
        var mode = ca == null || tls.mode() == SslMode.VERIFY_CA ? tls.mode() : SslMode.VERIFY_FULL;
        var identity = clientCertificate == null || clientKey == null
                ? tls.identity()
                : new ClientIdentity.Pem(clientCertificate, clientKey);
        return with(new Tls(mode, ca == null ? tls.ca() : ca, identity), database);
    }

    /** The same server, another database of it. */
    public ConnectionSettings withDatabase(String other) {
        return with(tls, other);
    }

    /** Whose tables make a database without history "not empty" (Prisma's P3005), wherever its search_path leads. */
    public String judgedSchema() {
        return schema == null ? "public" : schema;
    }

    /** {@code host:port}, several with commas. */
    public String address() {
        return hosts.stream().map(Host::toString).collect(Collectors.joining(","));
    }

    private ConnectionSettings with(Tls newTls, String newDatabase) {
        return new ConnectionSettings(
                hosts, newDatabase, schema, user, password, newTls, connectTimeout, options, channelBinding, notices);
    }

    private static SslMode sslMode(String text) {
        return SslMode.of(text)
                .orElseThrow(() -> new RunException(Reason.TLS_FAILED, "Unknown sslMode '" + text + "'."));
    }
}
