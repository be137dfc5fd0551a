package io.dbmigration.runner.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ServerFactsTest {

    @Test
    void aFailoverARestartAndAnotherDatabaseAreOtherServers() {
        var server = facts("2026-11-24 10:00:00", false, "7000", 1, 5);
        assertThat(server.sameServerAs(facts("2026-11-24 10:00:00", false, "7000", 1, 5)))
                .isTrue();
        assertThat(server.sameServerAs(facts("2026-11-24 11:00:00", false, "7000", 1, 5)))
                .as("restarted")
                .isFalse();
        assertThat(server.sameServerAs(facts("2026-11-24 10:00:00", true, "7000", 1, 5)))
                .as("a standby")
                .isFalse();
        assertThat(server.sameServerAs(facts("2026-11-24 10:00:00", false, "7001", 1, 5)))
                .as("another cluster")
                .isFalse();
        assertThat(server.sameServerAs(facts("2026-11-24 10:00:00", false, "7000", 2, 5)))
                .as("promoted")
                .isFalse();
        assertThat(server.sameServerAs(facts("2026-11-24 10:00:00", false, "7000", 1, 6)))
                .as("another database")
                .isFalse();
    }

    private static ServerFacts facts(
            String start, boolean inRecovery, String systemIdentifier, int timeline, long databaseOid) {
        return new ServerFacts(
                170006,
                "17.6",
                start,
                inRecovery,
                false,
                systemIdentifier,
                timeline,
                "basefly",
                databaseOid,
                "app",
                false,
                false,
                false,
                false,
                Duration.ofSeconds(1),
                false,
                "on");
    }
}
