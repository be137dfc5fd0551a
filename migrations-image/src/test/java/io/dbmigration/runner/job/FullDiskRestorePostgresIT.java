package io.dbmigration.runner.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.dbmigration.contract.Reason;
import io.dbmigration.runner.testing.TestDatabase;
import io.dbmigration.runner.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk of the server has room for one such database and not for two. Only root can mount one; for others it did not run. */
class FullDiskRestorePostgresIT {

    @TempDir
    private Path folder;

    private final TestDatabase database = new TestDatabase(TestServer.newDatabase().name() + "_small");
    private Path disk;

    @BeforeEach
    void fillMoreThanHalfOfIt() throws Exception {
        assumeThat(System.getProperty("user.name")).as("only root can mount").isEqualTo("root");
        disk = Files.createDirectory(folder.resolve("disk"));
        run("mount", "-t", "tmpfs", "-o", "size=34m", "dbm-test", disk.toString());
        var tablespace = Files.createDirectory(disk.resolve("tablespace"));
        TestServer.run("CREATE TABLESPACE small LOCATION '" + tablespace + "'");
        TestServer.run("CREATE DATABASE " + database.name() + " TABLESPACE small");
        database.run("CREATE TABLE customer AS SELECT i AS id, md5(i::text) AS name FROM generate_series(1, 200000) AS i");
    }

    @AfterEach
    void unmount() throws Exception {
        TestServer.run("DROP DATABASE IF EXISTS " + database.name() + " WITH (FORCE)");
        TestServer.run("DROP TABLESPACE IF EXISTS small");
        run("umount", disk.toString());
    }

    @Test
    void aDiskThatFillsUpMeanwhileIsToldAndHasItsRoomAgain() {
        var restore = new TestRestore(folder.resolve("backups"), database.url());
        assertThat(folder.resolve("backups").toFile().mkdir()).isTrue();
        restore.backup();

        var result = restore.swap(restore.confirmed());

        assertThat(result.reason()).as(result.message()).isEqualTo(Reason.RESTORE_FAILED);
        assertThat(result.message()).contains("No space left on device");
        assertThat(database.query("SELECT count(*) FROM customer")).containsExactly("200000");
        assertThat(database.query("SELECT datname FROM pg_database WHERE datname LIKE 'dbm\\_restoring%'"))
                .isEmpty();
    }

    private static void run(String... command) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }
}
