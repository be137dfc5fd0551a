package io.dbmigration.runner.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmigration.runner.testing.TestConnections;
import io.dbmigration.runner.testing.TestDatabase;
import io.dbmigration.runner.testing.TestServer;
import io.dbmigration.runner.testing.VersionedServer;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreflightPostgresIT {

    private final TestDatabase database = TestServer.newDatabase();

    @Test
    void anOrdinaryDatabaseHasNoHazards() throws SQLException {
        database.run("CREATE TABLE customer (id int); CREATE EXTENSION pgcrypto");
        var owner = TestServer.newRole("");
        database.run("ALTER TABLE customer OWNER TO " + owner);

        assertThat(hazards(database.url())).isEmpty();
        assertThat(hazards(database.urlOf(owner))).isEmpty();
    }

    /** pgcrypto is trusted: whoever may create in the database may create it. */
    @Test
    void extensionsThatOnlyASuperuserCreatesAreNamed() throws SQLException {
        database.run("CREATE EXTENSION pgcrypto; CREATE EXTENSION pageinspect");

        assertThat(hazards(database.urlOf(TestServer.newRole(""))))
                .singleElement()
                .asString()
                .contains("extensions pageinspect;");
        assertThat(hazards(database.url())).isEmpty();
    }

    @Test
    void ownersWhoseMemberTheRoleIsNotAreNamed() throws SQLException {
        var role = TestServer.newRole("");
        var group = TestServer.newRole("");
        var stranger = TestServer.newRole("");
        database.run("GRANT " + group + " TO " + role
                + "; CREATE TABLE mine (id int); ALTER TABLE mine OWNER TO " + role
                + "; CREATE VIEW ours AS SELECT 1 AS one; ALTER VIEW ours OWNER TO " + group
                + "; CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'; ALTER FUNCTION f() OWNER TO "
                + stranger);

        assertThat(hazards(database.urlOf(role)))
                .singleElement()
                .asString()
                .contains("objects of the roles " + stranger + ", whose");
    }

    @Test
    void whatReplicatesOrNeedsASuperuserIsNamed() throws SQLException {
        database.run("CREATE PUBLICATION everything FOR ALL TABLES"
                + "; CREATE SUBSCRIPTION upstream CONNECTION 'host=192.0.2.1' PUBLICATION p WITH (connect = false)"
                + "; CREATE FUNCTION on_ddl() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'"
                + "; CREATE EVENT TRIGGER watch ON ddl_command_end EXECUTE FUNCTION on_ddl()"
                + "; ALTER FUNCTION on_ddl() OWNER TO pg_database_owner");

        try {
            assertThat(hazards(database.url()))
                    .satisfiesExactly(
                            one -> assertThat(one).contains("subscriptions upstream do not go on"),
                            two -> assertThat(two).contains("publications everything"));
            assertThat(hazards(database.urlOf(TestServer.newRole(""))))
                    .anySatisfy(one -> assertThat(one).contains("superuser can create the event triggers watch"));
        } finally {
            database.run("ALTER SUBSCRIPTION upstream SET (slot_name = NONE); DROP SUBSCRIPTION upstream");
        }
    }

    @Test
    void eventTriggersThatARestoreCannotTurnOffAreNamedWithWhatTheyDoToIt() throws SQLException {
        database.run("CREATE FUNCTION on_ddl() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'"
                + "; CREATE EVENT TRIGGER watch ON ddl_command_end EXECUTE FUNCTION on_ddl()"
                + "; CREATE EVENT TRIGGER idle ON ddl_command_end EXECUTE FUNCTION on_ddl()"
                + "; ALTER EVENT TRIGGER idle DISABLE"
                + "; ALTER FUNCTION on_ddl() OWNER TO pg_database_owner");
        var allowed = TestServer.newRole("");
        database.run("GRANT SET ON PARAMETER event_triggers TO " + allowed);

        try {
            assertThat(hazards(database.url())).isEmpty();
            assertThat(hazards(database.urlOf(TestServer.newRole(""))))
                    .anySatisfy(one -> assertThat(one).contains("event triggers watch act during a restore"));
            assertThat(hazards(database.urlOf(allowed)))
                    .noneSatisfy(one -> assertThat(one).contains("act during a restore"));
        } finally {
            database.run("REVOKE SET ON PARAMETER event_triggers FROM " + allowed);
        }
    }

    /** Before 17 nobody can turn them off for a session. */
    @Test
    void anOlderServersSuperuserIsToldOfEventTriggersToo() throws Exception {
        try (var server = VersionedServer.start(14)) {
            server.run(
                    "postgres",
                    "CREATE FUNCTION on_ddl() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'"
                            + "; CREATE EVENT TRIGGER watch ON ddl_command_end EXECUTE FUNCTION on_ddl()");

            assertThat(hazards(server.url("postgres")))
                    .singleElement()
                    .asString()
                    .contains("event triggers watch act during a restore", "ALTER EVENT TRIGGER … DISABLE");
        }
    }

    /** A stand-in for the extension; the server of the tests has not the real one. */
    @Test
    void extensionsWithARestoreProcedureOfTheirOwnAreNamedWithIt() throws SQLException {
        database.run("UPDATE pg_catalog.pg_extension SET extname = 'timescaledb' WHERE extname = 'plpgsql'");

        assertThat(hazards(database.url()))
                .singleElement()
                .asString()
                .contains("timescaledb_pre_restore()")
                .contains("timescaledb_post_restore()");
    }

    private static List<String> hazards(String url) throws SQLException {
        try (var connections = TestConnections.open(url)) {
            return Preflight.hazards(connections.bookkeeping().connection(), connections.facts());
        }
    }
}
