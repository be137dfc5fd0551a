package io.dbmigration.runner.job;

import io.dbmigration.contract.RunRequest;
import io.dbmigration.runner.database.ConnectionFields;
import io.dbmigration.runner.database.ConnectionSettings;
import java.util.Objects;

/** The connection that a request asks for, its values read. */
final class RequestedDatabase {

    private RequestedDatabase() {}

    static ConnectionSettings read(RunRequest.Database database, ValueReader values) {
        var settings = database.url() != null
                ? ConnectionSettings.parse(url(database.url(), values))
                : ConnectionSettings.of(
                        fields(Objects.requireNonNull(database.connection(), "url or connection"), values));
        values.hide(settings.password());
        var tls = database.tls();
        return tls == null
                ? settings
                : settings.withTls(
                        values.readOptional(tls.ca()),
                        values.readOptional(tls.clientCertificate()),
                        values.readSecret(tls.clientKey()));
    }

    private static String url(RunRequest.Value url, ValueReader values) {
        return Objects.requireNonNull(values.readSecret(url)).value();
    }

    private static ConnectionFields fields(RunRequest.Connection connection, ValueReader values) {
        return new ConnectionFields(
                values.read(connection.host()),
                values.readOptional(connection.port()),
                values.read(connection.database()),
                values.readOptional(connection.schema()),
                values.readOptional(connection.username()),
                values.readSecret(connection.password()),
                connection.sslMode());
    }
}
