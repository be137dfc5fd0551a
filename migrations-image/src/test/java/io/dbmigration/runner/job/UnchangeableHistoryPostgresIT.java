package io.dbmigration.runner.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmigration.contract.Reason;
import io.dbmigration.runner.testing.TestBundle;
import io.dbmigration.runner.testing.TestDatabase;
import io.dbmigration.runner.testing.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Histories that somebody has changed so that no run could ever end: it ends, and says why. */
@Timeout(300)
class UnchangeableHistoryPostgresIT {

    @TempDir
    private Path folder;

    private final TestDatabase database = TestServer.newDatabase();
    private TestBundle bundle;
    private TestDeploy deploy;

    @BeforeEach
    void applyOnce() throws IOException {
        bundle = TestBundle.in(folder.resolve("bundle")).with("1_a", "CREATE TABLE a (id int);");
        deploy = new TestDeploy(folder, database.url());
        assertThat(deploy.run().reason()).isEqualTo(Reason.APPLIED);
        bundle.with("2_b", "CREATE TABLE b (id int);");
    }

    @Test
    void aTriggerThatKeepsChangesOutOfTheRows() {
        database.run("""
                CREATE FUNCTION keep_out() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
                CREATE TRIGGER keep_out BEFORE UPDATE ON _prisma_migrations FOR EACH ROW EXECUTE FUNCTION keep_out()""");

        assertThat(deploy.run().reason()).as("the script's record is kept out").isEqualTo(Reason.MIGRATION_FAILED);
        assertThat(database.query("SELECT to_regclass('b')")).containsExactly((String) null);

        var next = deploy.run();
        assertThat(next.reason()).isEqualTo(Reason.TABLE_LOST);
        assertThat(next.message()).contains("a trigger or a rule of the table keeps changes out");
    }

    @Test
    void twoRowsOfOneId() {
        database.run("""
                ALTER TABLE _prisma_migrations DROP CONSTRAINT _prisma_migrations_pkey;
                INSERT INTO _prisma_migrations SELECT * FROM _prisma_migrations""");

        var result = deploy.run();

        assertThat(result.reason()).isEqualTo(Reason.TABLE_LOST);
        assertThat(result.message()).contains("rows with the same id");
        assertThat(database.query("SELECT to_regclass('b')")).containsExactly((String) null);
    }
}
