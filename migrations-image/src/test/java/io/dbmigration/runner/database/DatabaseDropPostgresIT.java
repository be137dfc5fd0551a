package io.dbmigration.runner.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dbmigration.runner.testing.TestConnections;
import io.dbmigration.runner.testing.TestDatabase;
import io.dbmigration.runner.testing.TestServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class DatabaseDropPostgresIT {

    private final String role = TestServer.newRole("CREATEDB");
    private final TestDatabase maintenance = new TestDatabase("postgres");
    private final TestDatabase made = new TestDatabase("made_by_" + role);

    /** Seen in a verification: DROP … WITH (FORCE) is refused then, and the scratch database stays. */
    @Test
    void aRoleThatIsNoSuperuserDropsItsDatabaseWhileAutovacuumWorksThere() throws SQLException {
        create();
        made.run("CREATE TABLE slow (i int) WITH (autovacuum_vacuum_cost_delay = 100, autovacuum_vacuum_cost_limit = 1"
                + ", autovacuum_vacuum_threshold = 0, autovacuum_vacuum_scale_factor = 0)"
                + "; INSERT INTO slow SELECT generate_series(1, 100000); DELETE FROM slow");
        await().until(() -> sessions().contains("autovacuum worker"));

        drop();

        assertThat(exists()).isFalse();
    }

    @Test
    void aSessionOfTheSameRoleIsEnded() throws SQLException {
        create();

        try (var _ = connect(made)) {
            drop();
        }

        assertThat(exists()).isFalse();
    }

    private void create() throws SQLException {
        asRole("CREATE DATABASE " + made.name());
    }

    private void drop() throws SQLException {
        try (var connections = TestConnections.open(maintenance.urlOf(role));
                var connection = connect(maintenance)) {
            new DatabaseDrop(connections).drop(new Query(connection), made.name());
        }
    }

    private void asRole(String sql) throws SQLException {
        try (var connection = connect(maintenance)) {
            new Query(connection).run(sql);
        }
    }

    private Connection connect(TestDatabase database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://localhost:" + TestServer.port() + "/" + database.name(), role, TestServer.PASSWORD);
    }

    private String sessions() {
        return String.join(
                ",",
                maintenance.query("SELECT backend_type FROM pg_stat_activity WHERE datname = '" + made.name() + "'"));
    }

    private boolean exists() {
        return maintenance.query("SELECT datname FROM pg_database").contains(made.name());
    }
}
