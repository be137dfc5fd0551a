package io.dbmigration.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmigration.runner.history.HistoryTable;
import io.dbmigration.runner.testing.TestBundle;
import io.dbmigration.runner.testing.TestDatabase;
import io.dbmigration.runner.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prisma's codes, which people search for, each where Prisma gives it (reference/prisma.md, section 16). */
class PrismaCodesPostgresIT {

    @TempDir
    private Path folder;

    private final Console console = new Console();
    private final TestDatabase database = TestServer.newDatabase();
    private TestBundle bundle;

    @BeforeEach
    void aBundle() throws IOException {
        bundle = TestBundle.in(folder.resolve("migrations")).with("1_init", "CREATE TABLE a (id int);");
    }

    @Test
    void p1000WrongPassword() {
        var role = TestServer.newRole("");
        refused("P1000", database.url(role, "wrong"), "deploy");
    }

    @Test
    void p1001NobodyListens() {
        refused("P1001", "postgresql://u:p@127.0.0.1:1/d", "deploy");
    }

    @Test
    void p1002AnotherWriterHasTheLock() throws SQLException {
        try (var other = database.connect();
                var statement = other.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(72707369)");
            refused("P1002", database.url(), "deploy", "--advisory-lock-timeout", "1s");
        }
    }

    @Test
    void p1003NoSuchDatabase() {
        refused("P1003", database.url() + "_missing", "status");
        refused("P1003", database.url() + "_missing", "deploy", "--no-create-database");
        refused("P1003", database.url() + "_missing", "resolve", "--applied", "1_init");
    }

    @Test
    void p1010TheRoleMayNotConnect() {
        var role = TestServer.newRole("");
        database.run("REVOKE CONNECT ON DATABASE " + database.name() + " FROM PUBLIC");
        refused("P1010", database.urlOf(role), "status");
    }

    @Test
    void p1011TheCertificateIsNotTrusted() {
        refused("P1011", database.url() + "?sslaccept=strict", "status");
    }

    @Test
    void p1013TheUrlIsNone() {
        refused("P1013", "postgresql://u:p@h:port/d", "status");
        refused("P1013", "postgresql://u:p@h/d?host=/var/run/postgresql", "status");
    }

    @Test
    void p1014TheHistoryHasLostAColumn() {
        succeeded("deploy");
        database.run("ALTER TABLE _prisma_migrations DROP COLUMN logs");
        refused("P1014", database.url(), "deploy", "--no-backup");
        refused("P1014", database.url(), "status");
    }

    @Test
    void p1017TheServerClosedTheConnection() throws IOException {
        bundle.with("2_ends_its_session", "SELECT pg_terminate_backend(pg_backend_pid());");
        refused("P1017", database.url(), "deploy");
    }

    @Test
    void p3000TheRoleMayNotCreateTheDatabase() {
        refused("P3000", new TestDatabase(database.name() + "_missing").urlOf(TestServer.newRole("")), "deploy");
    }

    @Test
    void p3005ThereAreTablesAndNoHistory() {
        database.run("CREATE TABLE old (id int)");
        refused("P3005", database.url(), "deploy", "--no-backup");
    }

    @Test
    void p3008IsAppliedAlready() {
        succeeded("deploy");
        refused("P3008", database.url(), "resolve", "--applied", "1_init");
    }

    @Test
    void p3009AFailedMigrationIsThere() {
        history("NULL", "NULL");
        refused("P3009", database.url(), "deploy", "--no-backup");
    }

    @Test
    void p3011WasNeverBegun() {
        succeeded("deploy");
        refused("P3011", database.url(), "resolve", "--rolled-back", "2_unknown");
    }

    @Test
    void p3012HasNotFailed() {
        succeeded("deploy");
        refused("P3012", database.url(), "resolve", "--rolled-back", "1_init");
    }

    @Test
    void p3012AlsoForAFinishedRowThatIsRolledBack() {
        history("now()", "now()");
        refused("P3012", database.url(), "resolve", "--rolled-back", "1_init");
    }

    @Test
    void p3015APendingScriptIsMissing() throws IOException {
        Files.createDirectory(bundle.folder().resolve("2_empty"));
        refused("P3015", database.url(), "deploy");
    }

    @Test
    void p3017TheBundleHasNoSuchScript() throws IOException {
        Files.createDirectory(bundle.folder().resolve("2_empty"));
        refused("P3017", database.url(), "resolve", "--applied", "2_empty");
        refused("P3017", database.url(), "resolve", "--applied", "1_ini");
    }

    @Test
    void p3018AScriptFails() throws IOException {
        bundle.with("2_bad", "SELECT 1/0;");
        refused("P3018", database.url(), "deploy");
    }

    @Test
    void p3019AnotherProvider() throws IOException {
        Files.writeString(bundle.folder().resolve("migration_lock.toml"), "provider = \"mysql\"\n");
        refused("P3019", database.url(), "deploy");
        refused("P3019", database.url(), "status");
        refused("P3019", database.url(), "resolve", "--applied", "1_init");
    }

    private void succeeded(String... command) {
        assertThat(call(database.url(), command)).as(console.err()).isZero();
    }

    private void refused(String code, String url, String... command) {
        assertThat(call(url, command)).isEqualTo(1);
        assertThat(console.err()).contains("(" + code + ")", "What to do: ");
    }

    private int call(String url, String... command) {
        var arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of("--migrations", bundle.folder().toString()));
        return console.run(url, arguments.toArray(String[]::new));
    }

    /** One row of {@code 1_init}, as Prisma would leave it. */
    private void history(String finishedAt, String rolledBackAt) {
        succeeded("deploy");
        database.run("UPDATE %s SET finished_at = %s, rolled_back_at = %s"
                .formatted(HistoryTable.NAME, finishedAt, rolledBackAt));
    }
}
