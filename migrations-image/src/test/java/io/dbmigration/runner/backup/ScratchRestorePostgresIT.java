package io.dbmigration.runner.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.contract.RunRequest.VerifyLevel;
import io.dbmigration.contract.RunResult.Receipt;
import io.dbmigration.runner.testing.EventTriggers;
import io.dbmigration.runner.testing.PgPrograms;
import io.dbmigration.runner.testing.TestConnections;
import io.dbmigration.runner.testing.TestDatabase;
import io.dbmigration.runner.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScratchRestorePostgresIT {

    private static final BackupPlace PLACE = BackupPlace.of("localhost:5432", "shop", "run-1");

    @TempDir
    private Path storage;

    @TempDir
    private Path programs;

    private final TestDatabase database = TestServer.newDatabase();

    @BeforeEach
    void someTables() {
        database.run("CREATE TABLE customer AS SELECT i AS id, 'name ' || i AS name FROM generate_series(1, 700) AS i"
                + "; CREATE SCHEMA \"Odd one\"; CREATE TABLE \"Odd one\".\"table\" (id int PRIMARY KEY)");
    }

    @ParameterizedTest
    @EnumSource(names = {"Schema", "Restore"})
    void theLevelThatWasReachedIsInTheReceiptAndNothingIsLeftOnTheServer(VerifyLevel level) {
        var receipt = take(level);

        assertThat(receipt.verified()).isEqualTo(level);
        assertThat(scratchDatabases()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"Schema", "Restore"})
    void aStorageWithoutFilesIsReadThrough(VerifyLevel level) throws IOException {
        var place = BackupPlace.of("localhost:5432", "shop", "run-2");
        var order = new BackupOrder(new WithoutFiles(new VolumeBackups(storage)), place, level, null);

        assertThat(take(database.url(), PgPrograms.folders(), order).verified()).isEqualTo(level);
        assertThat(scratchDatabases()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void eventTriggersDoNotActOnTheVerification(EventTriggers triggers) {
        triggers.makeIn(database);

        assertThat(take(VerifyLevel.Restore).verified()).isEqualTo(VerifyLevel.Restore);
    }

    /** It dumps well and never restores: pg_restore sets an empty search_path. Servers from 17 on refuse it at once where they see it. */
    @ParameterizedTest
    @EnumSource(names = {"Schema", "Restore"})
    void anIndexOnAFunctionWithAnUnqualifiedCallIsFound(VerifyLevel level) throws IOException {
        database.run("CREATE FUNCTION plain(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT lower($1)'"
                + "; CREATE FUNCTION calls(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT lower($1)'"
                + "; CREATE INDEX customer_name ON customer (calls(name))"
                + "; CREATE OR REPLACE FUNCTION calls(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT plain($1)'");

        assertThat(take(VerifyLevel.Decode).verified()).isEqualTo(VerifyLevel.Decode);
        assertRefused(
                () -> take(level),
                "cannot be restored",
                "function plain(text) does not exist",
                "CREATE INDEX customer_name ON public.customer");
    }

    /** pg_restore cannot be made to lose rows; a stand-in can. */
    @Test
    void rowsThatAreMissingAreFoundAndTheirTableNamed() throws IOException {
        standIn("exec \"$real/pg_restore\" --schema-only \"$@\"");

        assertRefused(
                () -> take(database.url(), List.of(programs), order(VerifyLevel.Restore)),
                "not whole: public.customer has 0 rows instead of 700.");
    }

    @Test
    void whatIsWrittenMeanwhileIsNoDifference() {
        var step = new BackupStep(
                new PgTools(PgPrograms.folders()),
                Clock.systemUTC(),
                (stage, bytes) -> database.run("INSERT INTO customer SELECT 0; INSERT INTO \"Odd one\".\"table\""
                        + " SELECT count(*) FROM \"Odd one\".\"table\""));

        try (var connections = TestConnections.open(database.url())) {
            assertThat(step.take(connections, order(VerifyLevel.Restore)).verified())
                    .isEqualTo(VerifyLevel.Restore);
        }
        assertThat(database.query("SELECT count(*) FROM customer")).isNotEqualTo(List.of("700"));
    }

    @ParameterizedTest
    @EnumSource(names = {"Schema", "Restore"})
    void aRoleThatMayNotCreateDatabasesIsToldBeforeTheDump(VerifyLevel level) throws IOException {
        var role = TestServer.newRole("");
        own(role);

        assertRefused(
                () -> take(database.urlOf(role), PgPrograms.folders(), order(level)),
                "level " + level,
                "ALTER ROLE " + role + " CREATEDB");
        assertThat(storage).isEmptyDirectory();
    }

    @Test
    void aRoleThatMayCreateDatabasesNeedsNothingElse() {
        var role = TestServer.newRole("CREATEDB");
        own(role);
        // On its own: an autovacuum that waits for the GRANT's row holds the lock that the next command waits for.
        database.run("GRANT SELECT ON customer TO " + TestServer.newRole(""));
        database.run("ALTER TABLE customer ENABLE ROW LEVEL SECURITY; CREATE POLICY nobody ON customer USING (false)"
                + "; CREATE EXTENSION pgcrypto");

        assertThat(take(database.urlOf(role), PgPrograms.folders(), order(VerifyLevel.Restore))
                        .verified())
                .isEqualTo(VerifyLevel.Restore);
    }

    @Test
    void aDatabaseInAnotherEncodingIsRestoredIntoOneLikeIt() {
        TestServer.run("CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'");
        var latin = new TestDatabase("latin");
        latin.run(
                "CREATE TABLE t AS SELECT 'Ärger'::text AS name; CREATE TABLE s (name text CHECK (octet_length(name) = 5))"
                        + "; INSERT INTO s SELECT name FROM t");

        assertThat(take(latin.url(), PgPrograms.folders(), order(VerifyLevel.Restore))
                        .verified())
                .isEqualTo(VerifyLevel.Restore);
    }

    /** A pod that is killed cannot tidy up, and its pg_restore may be at work in there still. */
    @Test
    void whatAKilledRunLeftIsDroppedByTheNextOneAndNothingElse() throws Exception {
        var oid = database.query("SELECT oid FROM pg_database WHERE datname = current_database()")
                .getFirst();
        var left = new TestDatabase("dbm_verify_" + oid + "_run-0");
        var ofAnother = new TestDatabase("dbm_verify_1" + oid + "_run-0");
        var withAnotherComment = new TestDatabase("dbm_verify_" + oid + "_mine");
        TestServer.run("CREATE DATABASE \"" + left.name() + "\"");
        TestServer.run("CREATE DATABASE \"" + ofAnother.name() + "\"");
        TestServer.run("CREATE DATABASE \"" + withAnotherComment.name() + "\"");
        TestServer.run("COMMENT ON DATABASE \"" + withAnotherComment.name() + "\" IS 'do not touch'");

        try (var _ = left.connect()) {
            take(VerifyLevel.Schema);
        }

        assertThat(database.query("SELECT datname FROM pg_database WHERE datname LIKE 'dbm_verify_%'"))
                .containsExactlyInAnyOrder(ofAnother.name(), withAnotherComment.name());
        TestServer.run("DROP DATABASE \"" + ofAnother.name() + "\"");
        TestServer.run("DROP DATABASE \"" + withAnotherComment.name() + "\"");
    }

    @Test
    void aVerificationThatIsCancelledLeavesNothing() throws Exception {
        standIn("case \"$*\" in *--schema-only*) exec sleep 600;; esac; exec \"$real/pg_restore\" \"$@\"");
        var step = new BackupStep(new PgTools(List.of(programs)), Clock.systemUTC(), (stage, bytes) -> {});

        try (var connections = TestConnections.open(database.url())) {
            var taken = CompletableFuture.runAsync(() -> step.take(connections, order(VerifyLevel.Schema)));
            await().until(() -> !scratchDatabases().isEmpty());
            step.cancel();

            assertThatThrownBy(taken::join)
                    .cause()
                    .extracting(e -> ((RunException) e).reason())
                    .isEqualTo(Reason.INTERRUPTED);
        }
        assertNothingLeft();
    }

    private void own(String role) {
        database.run("ALTER TABLE customer OWNER TO " + role + "; ALTER SCHEMA \"Odd one\" OWNER TO " + role
                + "; ALTER TABLE \"Odd one\".\"table\" OWNER TO " + role);
    }

    private void standIn(String pgRestore) throws IOException {
        PgPrograms.withPgDump(programs, "exec \"$real/pg_dump\" \"$@\"");
        var file = Files.writeString(
                programs.resolve("pg_restore"), "#!/bin/sh\nreal=" + PgPrograms.folder() + "\n" + pgRestore + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private void assertRefused(Runnable backup, String... messages) throws IOException {
        assertThatThrownBy(backup::run)
                .hasMessageContainingAll(messages)
                .extracting(e -> ((RunException) e).reason())
                .isEqualTo(Reason.BACKUP_FAILED);
        assertThat(scratchDatabases()).isEmpty();
    }

    private void assertNothingLeft() throws IOException {
        assertThat(scratchDatabases()).isEmpty();
        try (var files = Files.walk(storage)) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }

    private List<String> scratchDatabases() {
        return database.query("SELECT datname FROM pg_database WHERE datname LIKE 'dbm_verify_%'");
    }

    private Receipt take(VerifyLevel level) {
        return take(database.url(), PgPrograms.folders(), order(level));
    }

    private static Receipt take(String url, List<Path> folders, BackupOrder order) {
        try (var connections = TestConnections.open(url)) {
            return new BackupStep(new PgTools(folders), Clock.systemUTC(), (stage, bytes) -> {})
                    .take(connections, order);
        }
    }

    private BackupOrder order(VerifyLevel level) {
        return new BackupOrder(storage, PLACE, level);
    }

    /** As a bucket is one: what it holds can only be read from the beginning. */
    private record WithoutFiles(BackupStorage inner) implements BackupStorage {

        @Override
        public NewBackup begin(BackupPlace place, long databaseSize) throws IOException {
            var backup = inner.begin(place, databaseSize);
            return new NewBackup() {
                @Override
                public String path() {
                    return backup.path();
                }

                @Override
                public void write(byte[] buffer, int length) throws IOException {
                    backup.write(buffer, length);
                }

                @Override
                public void complete() throws IOException {
                    backup.complete();
                }

                @Override
                public InputStream read() throws IOException {
                    return backup.read();
                }

                @Override
                public ReadBack readBack() throws IOException {
                    return backup.readBack();
                }

                @Override
                public Optional<Path> file() {
                    return Optional.empty();
                }

                @Override
                public void finish(BackupManifest manifest) throws IOException {
                    backup.finish(manifest);
                }

                @Override
                public void close() throws IOException {
                    backup.close();
                }
            };
        }

        @Override
        public List<String> clusters() throws IOException {
            return inner.clusters();
        }

        @Override
        public List<String> paths(String folder) throws IOException {
            return inner.paths(folder);
        }

        @Override
        public void replaceManifest(String path, BackupManifest manifest) throws IOException {
            inner.replaceManifest(path, manifest);
        }

        @Override
        public void delete(String path) throws IOException {
            inner.delete(path);
        }

        @Override
        public Optional<BackupManifest> manifest(String path) throws IOException {
            return inner.manifest(path);
        }

        @Override
        public InputStream dump(String path) throws IOException {
            return inner.dump(path);
        }

        @Override
        public String location(String path) {
            return inner.location(path);
        }
    }
}
