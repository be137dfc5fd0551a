package io.dbmigration.runner.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmigration.runner.testing.TestServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerPostgresIT {

    @TempDir
    Path workFolder;

    @Test
    void opensTwoSessionsOnTheSameServer() throws Exception {
        var database = TestServer.newDatabase();
        try (var connections = Server.open(
                ConnectionSettings.parse(database.url()),
                new ServerOptions("run-1", workFolder, null, null, null, ServerOptions.Missing.REFUSE))) {
            assertThat(connections.facts().major()).isEqualTo(17);
            assertThat(connections.script().idle()).isTrue();
            connections.script().lock(java.time.Duration.ofSeconds(1), h -> {});
            assertThat(connections.script().holdsLock()).isTrue();
            connections.script().resetBetweenScripts();
            assertThat(connections.script().holdsLock()).isTrue();
        }
    }
}
