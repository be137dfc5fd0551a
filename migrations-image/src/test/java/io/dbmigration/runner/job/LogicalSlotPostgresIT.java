package io.dbmigration.runner.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmigration.contract.Reason;
import io.dbmigration.runner.testing.TestBundle;
import io.dbmigration.runner.testing.VersionedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever reads a database's log through a slot would go on reading the one that was replaced. */
class LogicalSlotPostgresIT {

    @TempDir
    private Path folder;

    @Test
    void aSwapIsRefusedUnlessTheSlotIsAcceptedByName() throws IOException, SQLException {
        try (var server = VersionedServer.startForReplication(17)) {
            server.run("postgres", "CREATE DATABASE shop");
            server.run("shop", "CREATE TABLE customer (id int)");
            server.run("shop", "SELECT pg_create_logical_replication_slot('to_the_warehouse', 'pgoutput')");
            var bundle = TestBundle.in(folder.resolve("bundle"));
            var restore = new TestRestore(Files.createDirectory(folder.resolve("backups")), server.url("shop"))
                    .bundle(bundle.folder());
            restore.backup();
            server.run("shop", "INSERT INTO customer VALUES (1)");

            var refused = restore.swap(restore.confirmed());
            assertThat(refused.reason()).as(refused.message()).isEqualTo(Reason.SWAP_REFUSED);
            assertThat(refused.message()).contains("logical replication slots: to_the_warehouse");
            assertThat(server.query("shop", "SELECT id FROM customer")).containsExactly("1");

            var accepted = restore.accept(List.of("to_the_warehouse")).swap(restore.confirmed());
            assertThat(accepted.reason()).as(accepted.message()).isEqualTo(Reason.RESTORED);
            assertThat(server.query("shop", "SELECT id FROM customer")).isEmpty();
        }
    }
}
