package io.dbmigration.runner.database;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where the database is and how to get in.
 *
 * @param schema as asked for; null: search_path is left alone and the history lies in {@code public}, as in Prisma
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
        @Nullable String applicationName,
        @Nullable String options,
        @Nullable String channelBinding,
        List<String> notices) {

    public ConnectionSettings {
        hosts = List.copyOf(hosts);
        notices = List.copyOf(notices);
    }

    /**
     * @param url as Prisma takes it: {@code postgresql://user:password@host:port/database?schema=…}
     * @throws io.dbmigration.contract.RunException DatabaseUnreachable for a URL that names no server we can reach, PoolerDetected
     *     for {@code pgbouncer=true}, TlsFailed for certificates that cannot be read
     */
    public static ConnectionSettings parse(String url) {
        throw new UnsupportedOperationException(url);
    }

    public static ConnectionSettings of(ConnectionFields fields) {
        throw new UnsupportedOperationException(fields.host());
    }

    /** The same with certificates from elsewhere; a CA asks for verify-full unless the mode is verify-ca. */
    public ConnectionSettings withTls(
            @Nullable String ca, @Nullable String clientCertificate, @Nullable Secret clientKey) {
        throw new UnsupportedOperationException(ca + clientCertificate + clientKey);
    }

    /** Where {@code _prisma_migrations} lies. */
    public String historySchema() {
        return schema == null ? "public" : schema;
    }

    /** {@code host:port}, several with commas. */
    public String address() {
        return hosts.stream().map(Host::toString).collect(Collectors.joining(","));
    }
}
