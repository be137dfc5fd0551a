package io.dbmigration.e2e.prisma;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prisma agrees with the history that a rollback leaves. */
class RollbackPrismaIT {

    @TempDir
    private Path folder;

    private final TestDatabase database =
            TestDatabase.of(History.of("rollback").done().address());
    private BundleFolder bundle;

    @BeforeEach
    void twoMigrationsAreApplied() throws IOException {
        bundle = new BundleFolder(Files.createDirectory(folder.resolve("migrations")));
        bundle.file("migration_lock.toml", "provider = \"postgresql\"\n");
        bundle.migration("1_a", "CREATE TABLE a (id int);");
        bundle.migration("2_b", "CREATE TABLE b (id int);");
        bundle.file("2_b/rollback.sql", "DROP TABLE b;");
        succeeds(prisma(new Command.Deploy()));
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void whatWasTakenBackIsNotAppliedForPrismaAndItsDeployAppliesItAgain() {
        succeeds(dbm("rollback", "2_b", "--no-backup", "--accept-data-loss"));

        var status = prisma(new Command.Status());
        assertThat(status.exit()).isEqualTo(1);
        assertThat(status.output()).contains("have not yet been applied", "2_b").doesNotContain("1_a");
        var held = dbm("deploy", "--no-backup");
        assertThat(held.exit()).isEqualTo(1);
        assertThat(held.output()).contains("HeldAfterRollback", "2_b");

        var deploy = prisma(new Command.Deploy());
        succeeds(deploy);
        assertThat(deploy.output()).contains("2_b");
        succeeds(prisma(new Command.Status()));
        succeeds(dbm("status"));
        succeeds(dbm("rollback", "2_b", "--no-backup", "--accept-data-loss"));
        succeeds(dbm("deploy", "--no-backup", "--retry"));
        succeeds(prisma(new Command.Status()));
    }

    @Test
    void aRollbackThatStoppedHalfWayIsAFailedMigrationForPrisma() throws IOException {
        bundle.file("2_b/rollback.sql", "BEGIN; DROP TABLE b; COMMIT; SELECT 1/0;");

        var stopped = dbm("rollback", "2_b", "--no-backup", "--accept-data-loss", "--accept-partial");

        assertThat(stopped.exit()).isEqualTo(1);
        assertThat(prisma(new Command.Deploy()).code()).isEqualTo("P3009");
        succeeds(prisma(new Command.ResolveRolledBack("2_b")));
        bundle.file("2_b/rollback.sql", "DROP TABLE IF EXISTS b;");
        succeeds(dbm("rollback", "2_b", "--no-backup", "--accept-data-loss"));
        succeeds(prisma(new Command.Deploy()));
    }

    private Answer prisma(Command command) {
        return PrismaCli.SEVEN.run(command, database.url(), bundle);
    }

    private Answer dbm(String... arguments) {
        return Dbm.answerOf(Dbm.start(database.url(), bundle, List.of(arguments)));
    }

    private static void succeeds(Answer answer) {
        assertThat(answer.exit()).as(answer.output()).isZero();
    }
}
