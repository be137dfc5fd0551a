package io.dbmigration.runner.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunResult;
import io.dbmigration.runner.testing.SmallDiskServer;
import io.dbmigration.runner.testing.TestBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server's disk has room for one such database, not for two. */
class FullDiskPostgresIT {

    private static final String ROWS =
            "SELECT (count(*), sum(hashtextextended(t::text, 0)::numeric))::text FROM customer t";
    private static final String ELSEWHERE = "postgres";

    @TempDir
    private Path folder;

    private SmallDiskServer server;
    private TestRestore restore;
    private List<String> before;

    @BeforeEach
    void fill() throws IOException, SQLException {
        server = SmallDiskServer.start(Files.createDirectory(folder.resolve("server")), 100);
        server.run(ELSEWHERE, "CREATE DATABASE shop");
        server.run(ELSEWHERE, "CREATE TABLE rubbish AS SELECT repeat('x', 1000) FROM generate_series(1, 30000)");
        server.run(
                "shop",
                "CREATE TABLE customer AS SELECT i AS id, repeat(md5(i::text), 30) AS name FROM generate_series(1, 24000) AS i");
        var bundle = TestBundle.in(folder.resolve("bundle"));
        restore = new TestRestore(Files.createDirectory(folder.resolve("backups")), server.url("shop"))
                .bundle(bundle.folder());
        restore.backup();
        server.run("shop", "DELETE FROM customer WHERE id % 2 = 0");
        before = server.query("shop", ROWS);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aNewDatabaseThatDoesNotFitIsDroppedAndMadeOnceThereIsRoom() throws SQLException {
        assertFailedForRoom(restore.toNewDatabase("shop_copy"));

        server.run(ELSEWHERE, "DROP TABLE rubbish");

        var result = restore.toNewDatabase("shop_copy");
        assertThat(result.reason()).as(result.message()).isEqualTo(Reason.RESTORED);
        assertThat(server.query("shop_copy", "SELECT count(*) FROM customer")).containsExactly("24000");
    }

    @Test
    void aSwapThatDoesNotFitLeavesThePresentDatabaseOpenAndUntouched() throws SQLException {
        assertFailedForRoom(restore.swap(restore.confirmed()));

        server.run("shop", "INSERT INTO customer VALUES (0, 'open')");
    }

    private void assertFailedForRoom(RunResult result) throws SQLException {
        assertThat(result.reason()).as(result.message()).isEqualTo(Reason.RESTORE_FAILED);
        assertThat(result.message()).contains("No space left on device");
        assertThat(server.query("shop", ROWS)).isEqualTo(before);
        assertThat(server.query(ELSEWHERE, "SELECT datname FROM pg_database WHERE datname ~ 'dbm|shop_'"))
                .as(result.message())
                .isEmpty();
    }
}
