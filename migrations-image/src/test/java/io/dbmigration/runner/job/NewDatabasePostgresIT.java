package io.dbmigration.runner.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunResult;
import io.dbmigration.runner.testing.EventTriggers;
import io.dbmigration.runner.testing.TestDatabase;
import io.dbmigration.runner.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NewDatabasePostgresIT {

    @TempDir
    private Path storage;

    private final TestDatabase database = TestServer.newDatabase();
    private TestRestore restore;
    private String copy;

    @BeforeEach
    void fill() {
        copy = database.name() + "_copy";
        restore = new TestRestore(storage, database.url());
        database.run("CREATE TABLE customer (id serial PRIMARY KEY, name text)");
        database.run("INSERT INTO customer (name) SELECT md5(i::text) FROM generate_series(1, 2000) AS i");
    }

    @Test
    void everyRowIsInTheNewDatabaseAndThePresentOneIsUntouched() {
        restore.backup();
        database.run("DELETE FROM customer WHERE id > 10");

        var result = restore.toNewDatabase(copy);

        assertThat(result.reason()).as(result.message()).isEqualTo(Reason.RESTORED);
        assertThat(result.changed()).isTrue();
        assertThat(result.restored().database()).isEqualTo(copy);
        assertThat(result.restored().oid()).isEqualTo(oid(copy));
        assertThat(result.restored().bytesLost()).isPositive();
        assertThat(result.notices())
                .anyMatch(notice ->
                        notice.message().equals("Restored 2000 rows in 1 tables, as many in each as the dump holds."));
        assertThat(new TestDatabase(copy).query("SELECT name FROM customer ORDER BY id"))
                .hasSize(2000)
                .startsWith("c4ca4238a0b923820dcc509a6f75849b");
        assertThat(database.query("SELECT id FROM customer")).hasSize(10);
        assertThat(new TestDatabase(copy)
                        .query("SELECT last_analyze IS NOT NULL FROM pg_stat_user_tables WHERE relname = 'customer'"))
                .containsExactly("t");
    }

    @ParameterizedTest
    @EnumSource
    void eventTriggersDoNotActOnTheRestoreButAreThereAfterIt(EventTriggers triggers) {
        triggers.makeIn(database);
        restore.backup();

        var result = restore.toNewDatabase(copy);

        assertThat(result.reason()).as(result.message()).isEqualTo(Reason.RESTORED);
        assertThat(new TestDatabase(copy).query("SELECT evtname FROM pg_event_trigger"))
                .containsExactly("act");
    }

    /** pg_restore cannot be made to lose rows. */
    @Test
    void aTableWithOtherRowsThanTheDumpHoldsIsFound() throws IOException {
        var manifest = storage.resolve(restore.backup().path()).resolve("receipt.json");
        var text = Files.readString(manifest);
        assertThat(text).contains("\"public.customer\" : 2000");
        Files.writeString(manifest, text.replace("\"public.customer\" : 2000", "\"public.customer\" : 2001"));

        var result = restore.toNewDatabase(copy);

        assertThat(result.reason()).isEqualTo(Reason.RESTORE_FAILED);
        assertThat(result.message()).contains("public.customer has 2000 rows instead of 2001");
        assertNothingHalfMade();
    }

    @Test
    void theNewDatabaseIsLikeThePresentOneInAllThatADumpDoesNotHold() {
        var owner = TestServer.newRole("");
        var reader = TestServer.newRole("");
        var original = new TestDatabase("like \"this\" Ä " + database.name());
        TestServer.run("CREATE DATABASE " + quoted(original.name()) + " OWNER " + owner
                + " TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'de-AT' ICU_RULES '&a < g' LC_COLLATE 'C' LC_CTYPE 'C'"
                + " CONNECTION LIMIT 17");
        for (var change : List.of(
                "REVOKE ALL ON DATABASE %s FROM PUBLIC",
                "GRANT CONNECT ON DATABASE %s TO " + reader + " WITH GRANT OPTION",
                "COMMENT ON DATABASE %s IS 'It''s the \\ shop''s'",
                "ALTER DATABASE %s SET search_path TO \"$user\", \"a, b\", public",
                "ALTER DATABASE %s SET work_mem TO '7MB'",
                "ALTER DATABASE %s SET default_transaction_read_only TO off",
                "ALTER DATABASE %s SET shop.mode TO 'it''s on'",
                "ALTER ROLE " + reader + " IN DATABASE %s SET statement_timeout TO '3s'")) {
            TestServer.run(change.formatted(quoted(original.name())));
        }
        var url = "postgresql://postgres:postgres@localhost:" + TestServer.port() + "/"
                + java.net.URLEncoder.encode(original.name(), java.nio.charset.StandardCharsets.UTF_8)
                        .replace("+", "%20");
        var likeThis = new TestRestore(storage, url);
        likeThis.backup();

        var result = likeThis.toNewDatabase(copy);

        assertThat(result.reason()).as(result.message()).isEqualTo(Reason.RESTORED);
        var properties = """
                SELECT concat_ws('|', pg_get_userbyid(datdba), pg_encoding_to_char(encoding), datlocprovider, datcollate, datctype,
                              daticurules, datconnlimit, datacl::text,
                              (SELECT string_agg(setrole || ' ' || setconfig::text, ';' ORDER BY setrole)
                                 FROM pg_db_role_setting WHERE setdatabase = d.oid))
                  FROM pg_database d WHERE datname = """;
        assertThat(database.query(properties + " '" + copy + "'"))
                .isEqualTo(database.query(properties + " " + literal(original.name())));
        assertThat(database.query("SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = '"
                                + copy + "'")
                        .getFirst())
                .startsWith("It's the \\ shop's\n")
                .contains("restored from a backup");
    }

    @Test
    void aRequestThatIsRepeatedFindsItsOwnDatabase() {
        restore.backup();
        var first = restore.request("one-request", "back-1").toNewDatabase(copy);

        var second = restore.request("one-request", "back-2").toNewDatabase(copy);

        assertThat(second.reason()).isEqualTo(Reason.RESTORED);
        assertThat(second.restored().oid()).isEqualTo(first.restored().oid());
    }

    @Test
    void aNameThatIsTakenIsRefusedBeforeAnythingIsMade() {
        restore.backup();
        TestServer.run("CREATE DATABASE " + copy);
        var before = oid(copy);

        var result = restore.toNewDatabase(copy);

        assertRefused(result, Reason.TARGET_EXISTS, copy);
        assertThat(oid(copy)).isEqualTo(before);
        assertNothingHalfMade();
    }

    @Test
    void aBackupWithoutManifestIsNone() throws IOException {
        restore.backup();
        Files.delete(folder().resolve("receipt.json"));

        assertRefused(restore.toNewDatabase(copy), Reason.BACKUP_NOT_FOUND, "receipt.json");
    }

    @Test
    void aManifestWithoutDumpIsNoBackup() throws IOException {
        restore.backup();
        Files.delete(folder().resolve("database.dump"));

        assertRefused(restore.toNewDatabase(copy), Reason.BACKUP_NOT_FOUND, "its dump is not");
        assertNothingHalfMade();
    }

    @Test
    void aBackupThatWasNotFinishedIsNone() throws IOException {
        restore.backup();
        Files.move(folder(), folder().resolveSibling("run-0.partial"));

        assertRefused(restore.toNewDatabase(copy), Reason.BACKUP_NOT_FOUND, "run-0");
    }

    @Test
    void aPathOutOfTheStorageIsRefused() {
        restore.path("../elsewhere");

        assertRefused(restore.toNewDatabase(copy), Reason.STORAGE_UNAVAILABLE, "no path inside the storage");
    }

    @Test
    void anotherChecksumThanTheOneAskedForIsDamage() {
        restore.backup();

        assertRefused(
                restore.sha256("0".repeat(64)).toNewDatabase(copy), Reason.BACKUP_DAMAGED, "than the one asked for");
    }

    @Test
    void aBackupOfAnotherDatabaseIsRefusedNamingBoth() {
        var other = TestServer.newDatabase();
        var path = new TestRestore(storage, other.url()).backup().path();

        assertRefused(restore.path(path).toNewDatabase(copy), Reason.RECEIPT_MISMATCH, other.name(), database.name());
    }

    @Test
    void aBackupOfAnotherServerIsRefusedNamingBoth() throws IOException {
        restore.backup();
        var manifest = folder().resolve("receipt.json");
        var text = Files.readString(manifest);
        var system = database.query("SELECT system_identifier::text FROM pg_control_system()")
                .getFirst();
        Files.writeString(manifest, text.replace(system, "7000000000000000001"));

        assertRefused(restore.toNewDatabase(copy), Reason.RECEIPT_MISMATCH, "7000000000000000001", system);
    }

    @Test
    void aBackupOfAPhysicalCloneDiffersInItsFolderAlone() {
        restore.backup();

        assertRefused(
                restore.ownFolder(Path.of("cluster", "shop", "app-of-staging", "db"))
                        .toNewDatabase(copy),
                Reason.RECEIPT_MISMATCH,
                "app-of-staging");
    }

    @Test
    void aRoleThatMayNotCreateDatabasesIsToldSo() {
        var role = TestServer.newRole("");
        database.run("ALTER TABLE customer OWNER TO " + role);
        TestServer.run("ALTER DATABASE " + database.name() + " OWNER TO " + role);
        var asRole = new TestRestore(storage, database.urlOf(role));
        asRole.backup();

        assertRefused(asRole.toNewDatabase(copy), Reason.ACCESS_DENIED, "permission denied to create database");
    }

    @Test
    void anOwnerWithCreatedbNeedsToBeNoSuperuser() {
        var role = TestServer.newRole("CREATEDB");
        database.run("ALTER TABLE customer OWNER TO " + role + "; ALTER DATABASE " + database.name() + " OWNER TO "
                + role + "; ALTER DATABASE " + database.name() + " SET work_mem TO '5MB'");
        var asRole = new TestRestore(storage, database.urlOf(role));
        asRole.backup();

        var result = asRole.toNewDatabase(copy);

        assertThat(result.reason()).as(result.message()).isEqualTo(Reason.RESTORED);
        assertThat(result.notices()).anyMatch(notice -> notice.message().contains("2000 rows"));
    }

    @Test
    void anObjectThatCannotBeRestoredIsNamedAndNothingIsLeft() {
        // It dumps well and never restores: the unqualified call is not found while the rows come in.
        database.run("CREATE FUNCTION inner_one(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT lower($1)'");
        database.run(
                "CREATE FUNCTION outer_one(text) RETURNS text LANGUAGE plpgsql AS 'BEGIN RETURN inner_one($1); END'");
        database.run("ALTER TABLE customer ADD CHECK (outer_one(name) <> 'x')");
        restore.backup();

        assertRefused(restore.toNewDatabase(copy), Reason.RESTORE_FAILED, "inner_one");
        assertNothingHalfMade();
    }

    private static void assertRefused(RunResult result, Reason reason, String... parts) {
        assertThat(result.reason()).as(result.message()).isEqualTo(reason);
        assertThat(result.message()).contains(parts);
        assertThat(result.changed()).isNotEqualTo(true);
    }

    private void assertNothingHalfMade() {
        assertThat(database.query("SELECT datname FROM pg_database WHERE datname LIKE 'dbm\\_restoring%'"))
                .isEmpty();
    }

    private Path folder() {
        return storage.resolve("cluster/shop/app/db/run-0");
    }

    private long oid(String name) {
        return Long.parseLong(database.query("SELECT oid FROM pg_database WHERE datname = '" + name + "'")
                .getFirst());
    }

    private static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
