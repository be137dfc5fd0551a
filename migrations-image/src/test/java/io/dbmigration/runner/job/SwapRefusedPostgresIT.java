package io.dbmigration.runner.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmigration.contract.Reason;
import io.dbmigration.runner.testing.TestDatabase;
import io.dbmigration.runner.testing.TestServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every refusal comes before anything is changed, and names what is in the way. */
class SwapRefusedPostgresIT {

    @TempDir
    private Path storage;

    private final TestDatabase database = TestServer.newDatabase();
    private final String role = TestServer.newRole("CREATEDB");
    private TestRestore restore;

    @BeforeEach
    void own() {
        database.run("CREATE TABLE customer (id int); ALTER TABLE customer OWNER TO " + role + "; ALTER DATABASE "
                + database.name() + " OWNER TO " + role);
        restore = new TestRestore(storage, database.urlOf(role));
        restore.backup();
    }

    @AfterEach
    void assertUntouched() {
        assertThat(database.query("SELECT count(*) FROM pg_database WHERE datname LIKE 'dbm\\_restoring%'"))
                .containsExactly("0");
    }

    @Test
    void anOwnerWithCreatedbMaySwap() {
        var result = restore.swap(restore.confirmed());

        assertThat(result.reason()).as(result.message()).isEqualTo(Reason.RESTORED);
    }

    @Test
    void aRoleThatMayNotCreateDatabases() {
        TestServer.run("ALTER ROLE " + role + " NOCREATEDB");

        assertRefused("the role " + role + " may not create databases");
    }

    @Test
    void aRoleThatDoesNotOwnTheDatabase() {
        TestServer.run("ALTER DATABASE " + database.name() + " OWNER TO postgres");

        assertRefused("not a member of the database's owner postgres");
    }

    @Test
    void aRoleThatGetsIntoNoMaintenanceDatabase() {
        TestServer.run(
                "REVOKE CONNECT ON DATABASE postgres FROM PUBLIC; REVOKE CONNECT ON DATABASE template1 FROM PUBLIC");
        try {
            assertRefused("neither postgres nor template1");
        } finally {
            TestServer.run(
                    "GRANT CONNECT ON DATABASE postgres TO PUBLIC; GRANT CONNECT ON DATABASE template1 TO PUBLIC");
        }
    }

    @Test
    void aSessionOfASuperuser() throws SQLException {
        try (var _ = database.connect()) {
            assertRefused("it may not end session", "of role postgres");
        }
    }

    @Test
    void aPreparedTransaction() {
        database.run("BEGIN; INSERT INTO customer VALUES (1); PREPARE TRANSACTION 'of " + database.name() + "'");
        try {
            assertRefused("prepared transactions: of " + database.name() + " of role postgres");
        } finally {
            database.run("ROLLBACK PREPARED 'of " + database.name() + "'");
        }
    }

    @Test
    void aPublicationUnlessItIsAcceptedByName() {
        database.run("CREATE PUBLICATION news FOR TABLE customer; ALTER PUBLICATION news OWNER TO " + role);

        assertRefused("publications: news");

        var result = restore.accept(List.of("news")).swap(restore.confirmed());
        assertThat(result.reason()).as(result.message()).isEqualTo(Reason.RESTORED);
    }

    @Test
    void aSubscriptionUnlessItIsAcceptedByName() {
        database.run("CREATE SUBSCRIPTION from_afar CONNECTION 'host=127.0.0.1 port=1' PUBLICATION p"
                + " WITH (connect = false, slot_name = NONE)");
        try {
            assertRefused("subscriptions: from_afar");
        } finally {
            database.run("DROP SUBSCRIPTION from_afar");
        }
    }

    @Test
    void aBackupOfThePresentStateThatCannotBeTaken() {
        var result = restore.presentState(storage.resolve("nowhere")).swap(restore.confirmed());

        assertThat(result.reason()).as(result.message()).isEqualTo(Reason.STORAGE_UNAVAILABLE);
    }

    private void assertRefused(String... parts) {
        var result = restore.swap(restore.confirmed());

        assertThat(result.reason()).as(result.message()).isEqualTo(Reason.SWAP_REFUSED);
        assertThat(result.message()).contains(database.name()).contains(parts);
        assertThat(result.changed()).isNotEqualTo(true);
    }
}
