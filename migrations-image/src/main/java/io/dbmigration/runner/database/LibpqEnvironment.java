package io.dbmigration.runner.database;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The environment that leads programs on libpq to where {@link ConnectionSettings} lead the driver. */
final class LibpqEnvironment {

    private LibpqEnvironment() {}

    static Map<String, String> of(ConnectionSettings settings, TlsFiles tls) {
        var environment = new LinkedHashMap<String, String>();
        environment.put("PGHOST", settings.hosts().stream().map(Host::name).collect(Collectors.joining(",")));
        environment.put(
                "PGPORT",
                settings.hosts().stream().map(host -> "" + host.port()).collect(Collectors.joining(",")));
        environment.put("PGDATABASE", settings.database());
        environment.put("PGSSLMODE", settings.tls().mode().text());
        environment.put("PGGSSENCMODE", "disable");
        environment.put("PGCONNECT_TIMEOUT", "" + settings.connectTimeout().toSeconds());
        environment.put("PGTARGETSESSIONATTRS", settings.hosts().size() > 1 ? "read-write" : "any");
        put(environment, "PGUSER", settings.user());
        put(
                environment,
                "PGPASSWORD",
                settings.password() == null ? null : settings.password().value());
        put(environment, "PGOPTIONS", settings.options());
        put(environment, "PGCHANNELBINDING", settings.channelBinding());
        put(environment, "PGSSLROOTCERT", tls.ca());
        put(environment, "PGSSLCERT", tls.certificate());
        put(environment, "PGSSLKEY", tls.keyPem());
        return environment;
    }

    private static void put(Map<String, String> environment, String name, @Nullable Object value) {
        if (value != null) {
            environment.put(name, value.toString());
        }
    }
}
