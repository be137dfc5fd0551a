package io.dbmigration.runner.testing;

import io.dbmigration.runner.database.ConnectionSettings;
import io.dbmigration.runner.database.Connections;
import io.dbmigration.runner.database.Server;
import io.dbmigration.runner.database.ServerOptions;
import io.dbmigration.runner.database.ServerOptions.Missing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/** Opens the connections of a run as most tests want them: no psql, no limits of their own. */
public final class TestConnections {

    private TestConnections() {}

    public static Connections open(String url) {
        return open(url, options());
    }

    public static Connections open(String url, ServerOptions options) {
        return Server.open(ConnectionSettings.parse(url), options);
    }

    public static ServerOptions options() {
        try {
            var work = Files.createTempDirectory("dbm-test");
            work.toFile().deleteOnExit();
            return new ServerOptions("run-1", work, null, null, null, Missing.REFUSE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
