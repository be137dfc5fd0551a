package io.dbmigration.e2e.prisma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** dbm and Prisma at the same moment on one database: the advisory lock 72707369 keeps them apart. */
class BothAtOncePrismaIT {

    private static final String LOCKS = """
            SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND classid = 0 AND objid = 72707369 AND objsubid = 1 AND %s
               AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """;
    private static final String APPLIED = """
            SELECT migration_name FROM _prisma_migrations
             WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY started_at
            """;

    @TempDir
    private Path folder;

    private final History.Address anybody = History.of("both at once").done().address();
    private final TestDatabase database = TestDatabase.of(anybody);
    private BundleFolder bundle;

    @BeforeEach
    void bundle() throws IOException {
        bundle = new BundleFolder(Files.createDirectory(folder.resolve("migrations")));
        bundle.migration("1_slow", "CREATE TABLE a (id int);\nSELECT pg_sleep(3);");
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void prismaWaitsForDbmAndFindsNothingToDo() throws IOException {
        bundle.migration("2_more", "CREATE TABLE b (id int);");

        var dbm = dbm();
        awaitLock("granted");
        var prisma = prisma();

        assertThat(Dbm.answerOf(dbm).exit()).isZero();
        var second = prisma.join();
        assertThat(second.exit()).as(second.output()).isZero();
        assertThat(second.output()).contains("No pending migrations to apply");
        assertThat(query(APPLIED)).containsExactly("1_slow", "2_more");
    }

    @Test
    void dbmWaitsForPrismaAndFindsNothingToDo() throws IOException {
        bundle.migration("2_more", "CREATE TABLE b (id int);");

        var prisma = prisma();
        awaitLock("granted");
        var dbm = dbm();

        assertThat(prisma.join().exit()).isZero();
        var second = Dbm.answerOf(dbm);
        assertThat(second.exit()).as(second.output()).isZero();
        assertThat(second.output()).contains("Nothing was pending");
        assertThat(query(APPLIED)).containsExactly("1_slow", "2_more");
    }

    /** Who waits as Prisma does holds a snapshot, for which CREATE INDEX CONCURRENTLY waits in turn. */
    @Test
    void anIndexIsBuiltConcurrentlyAlthoughPrismaWaits() throws IOException, SQLException {
        bundle.migration("1_slow", "CREATE TABLE a (id int);\nSELECT pg_advisory_xact_lock(1);");
        bundle.migration("2_index", "CREATE INDEX CONCURRENTLY i ON a (id);");

        Process dbm;
        CompletableFuture<Answer> prisma;
        try (var gate = database.connect();
                var statement = gate.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(1)");
            dbm = dbm();
            awaitLock("granted");
            prisma = prisma();
            awaitLock("NOT granted");
        }

        var first = Dbm.answerOf(dbm);
        assertThat(first.exit()).as(first.output()).isZero();
        assertThat(query("SELECT indisvalid::text FROM pg_index WHERE indexrelid = 'i'::regclass"))
                .containsExactly("true");
        // PostgreSQL ends one of the two waits; where that was Prisma's, Prisma says so.
        assertThat(prisma.join())
                .satisfiesAnyOf(
                        waited -> assertThat(waited.exit()).isZero(),
                        waited -> assertThat(waited.output()).contains("P1002"),
                        waited -> assertThat(waited.output()).contains("deadlock detected"));
        assertThat(query(APPLIED)).containsExactly("1_slow", "2_index");
    }

    @Test
    void whoWaitsTooLongForTheLockSaysSoAndStatusDoesNotWait() throws IOException, SQLException {
        try (var other = database.connect();
                var statement = other.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(72707369)");

            assertThat(PrismaCli.SEVEN
                            .run(new Command.Status(), database.url(), bundle)
                            .code())
                    .isEmpty();
            assertThat(new Dbm()
                            .run(new Command.Status(), database.url(), bundle)
                            .code())
                    .isEmpty();

            var dbm = dbm();
            var six = PrismaCli.SIX.start(new Command.Deploy(), database.url(), bundle);
            var seven = prisma();
            assertThat(List.of(Dbm.answerOf(dbm), six.join(), seven.join()))
                    .allSatisfy(answer -> assertThat(answer.exit()).isEqualTo(1))
                    .allSatisfy(answer -> assertThat(answer.code()).isEqualTo("P1002"));
        }
    }

    private Process dbm() {
        return Dbm.start(database.url(), bundle, List.of("deploy", "--no-backup"));
    }

    private CompletableFuture<Answer> prisma() {
        return PrismaCli.SEVEN.start(new Command.Deploy(), database.url(), bundle);
    }

    private void awaitLock(String state) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> !query(LOCKS.formatted(state)).isEmpty());
    }

    private List<String> query(String sql) {
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var values = new ArrayList<String>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
