package io.dbmigration.runner.database;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.runner.database.Tls.ClientIdentity;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a connection URL as Prisma's engine does. */
final class PrismaUrl {

    private static final Pattern SHAPE = Pattern.compile(
            "(?:postgresql|postgres)://(?:(?<userinfo>[^/?#]*)@)?(?<hosts>[^/?#@]*)(?:/(?<database>[^/?#]*)[^?#]*)?"
                    + "(?:\\?(?<query>[^#]*))?(?:#.*)?",
            Pattern.DOTALL);
    private static final Pattern STRAY_PERCENT = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    /** Taken. */
    private static final Set<String> READ = Set.of(
            "schema",
            "host",
            "sslmode",
            "sslaccept",
            "sslcert",
            "sslidentity",
            "sslpassword",
            "connect_timeout",
            "options",
            "channel_binding",
            "pgbouncer");

    /** Without a meaning for one session that runs long scripts; the application's name is ours, with the run in it. */
    private static final Set<String> DROPPED = Set.of(
            "application_name",
            "socket_timeout",
            "connection_limit",
            "pool_timeout",
            "statement_cache_size",
            "max_connection_lifetime",
            "max_idle_connection_lifetime",
            "single_use_connections");

    private final Matcher parts;
    private final Map<String, String> parameters;

    private PrismaUrl(Matcher parts) {
        this.parts = parts;
        this.parameters = parameters(parts.group("query"));
    }

    static ConnectionSettings parse(String url) {
        var parts = SHAPE.matcher(url.strip());
        if (!parts.matches()) {
            throw new RunException(
                    Reason.DATABASE_URL_INVALID,
                    "The database URL is not of the form postgresql://user:password@host:port/database. Special"
                            + " characters of the password must be percent-encoded.");
        }
        return new PrismaUrl(parts).settings();
    }

    private ConnectionSettings settings() {
        refusePooler();
        var userinfo = parts.group("userinfo");
        var colon = userinfo == null ? -1 : userinfo.indexOf(':');
        var user = colon < 0 ? userinfo : userinfo.substring(0, colon);
        return new ConnectionSettings(
                hosts(),
                database(),
                parameters.get("schema"),
                user == null || user.isEmpty() ? null : decode(user),
                colon < 0 ? null : new Secret(decode(userinfo.substring(colon + 1))),
                tls(),
                connectTimeout(),
                parameters.get("options"),
                channelBinding(),
                notices());
    }

    private void refusePooler() {
        if ("true".equals(parameters.get("pgbouncer"))) {
            throw new RunException(
                    Reason.POOLER_DETECTED,
                    "The database URL says pgbouncer=true. Migrations need the server's direct address (Prisma's"
                            + " directUrl): session locks do not survive a connection pooler.");
        }
    }

    private List<Host> hosts() {
        var host = parameters.get("host");
        return Host.parseAll(host == null ? decode(parts.group("hosts")) : host, ConnectionSettings.DEFAULT_PORT);
    }

    private String database() {
        var database = parts.group("database");
        return database == null || database.isEmpty() ? "postgres" : decode(database);
    }

    private Tls tls() {
        var mode = SslMode.of(parameters.getOrDefault("sslmode", "")).orElse(SslMode.PREFER);
        var strict = "strict".equals(parameters.get("sslaccept")) && mode != SslMode.DISABLE;
        var ca = parameters.get("sslcert");
        var identity = parameters.get("sslidentity");
        return new Tls(
                strict && mode != SslMode.VERIFY_CA ? SslMode.VERIFY_FULL : mode,
                ca == null ? null : new String(read("sslcert", ca), StandardCharsets.US_ASCII),
                identity == null ? null : pkcs12(identity));
    }

    private ClientIdentity pkcs12(String file) {
        var content = Base64.getEncoder().encodeToString(read("sslidentity", file));
        return new ClientIdentity.Pkcs12(new Secret(content), new Secret(parameters.getOrDefault("sslpassword", "")));
    }

    private Duration connectTimeout() {
        var text = parameters.get("connect_timeout");
        try {
            return text == null
                    ? ConnectionSettings.DEFAULT_CONNECT_TIMEOUT
                    : Duration.ofSeconds(Integer.parseUnsignedInt(text));
        } catch (NumberFormatException notSeconds) {
            throw new RunException(
                    Reason.DATABASE_URL_INVALID, "connect_timeout of the database URL is not a number of seconds.");
        }
    }

    private @Nullable String channelBinding() {
        var asked = parameters.get("channel_binding");
        return asked != null && Set.of("disable", "require").contains(asked) ? asked : null;
    }

    private List<String> notices() {
        var notices = new ArrayList<String>();
        parameters.keySet().stream()
                .filter(name -> !READ.contains(name) && !DROPPED.contains(name))
                .forEach(name ->
                        notices.add("The parameter '" + name + "' of the database URL is not known and ignored."));
        return notices;
    }

    private static byte[] read(String parameter, String file) {
        try {
            return Files.readAllBytes(Path.of(file));
        } catch (IOException unreadable) {
            throw new RunException(
                    Reason.TLS_FAILED,
                    "The file '" + file + "' that " + parameter + " of the database URL names cannot be read.",
                    unreadable);
        }
    }

    private static Map<String, String> parameters(@Nullable String query) {
        var parameters = new LinkedHashMap<String, String>();
        if (query != null) {
            for (var pair : query.split("&", -1)) {
                var name = pair.split("=", 2)[0];
                if (!name.isEmpty()) {
                    var value = pair.substring(Math.min(pair.length(), name.length() + 1));
                    parameters.put(decode(name.replace('+', ' ')), decode(value.replace('+', ' ')));
                }
            }
        }
        return parameters;
    }

    private static String decode(String text) {
        // A plus is a plus outside of the query; a percent sign that starts nothing stands for itself.
        var prepared = STRAY_PERCENT.matcher(text.replace("+", "%2B")).replaceAll("%25");
        return URLDecoder.decode(prepared, StandardCharsets.UTF_8);
    }
}
