package io.dbmigration.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dbmigration.runner.testing.TestBundle;
import io.dbmigration.runner.testing.TestDatabase;
import io.dbmigration.runner.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestoreCommandPostgresIT {

    @TempDir
    private Path folder;

    private final TestDatabase database = TestServer.newDatabase();
    private final Console console = new Console();
    private String bundle;
    private String backups;
    private String backup;

    @BeforeEach
    void destroyDataWithTheSecondMigration() throws IOException {
        var migrations = TestBundle.in(folder.resolve("bundle"))
                .with(
                        "1_customer",
                        "CREATE TABLE customer (id int PRIMARY KEY); INSERT INTO customer VALUES (1), (2);");
        bundle = migrations.folder().toString();
        backups = Files.createDirectories(folder.resolve("backups")).toString();
        assertThat(dbm("deploy", "--no-backup")).isZero();
        migrations.with("2_damage", "DELETE FROM customer;");
        assertThat(dbm("deploy", "--backup-dir", backups, "-o", "json")).isZero();
        backup = new ObjectMapper().readTree(console.out()).at("/backup/path").asText();
    }

    @Test
    void aNewDatabaseNeedsNoConfirmation() {
        var copy = database.name() + "_copy";

        assertThat(dbm("restore", backup, "--backup-dir", backups, "--new-database", copy))
                .as(console.err())
                .isZero();

        assertThat(console.out()).contains("is restored as the database " + copy);
        assertThat(new TestDatabase(copy).query("SELECT id FROM customer ORDER BY id"))
                .containsExactly("1", "2");
    }

    @Test
    void aDryRunShowsWhatASwapHasToConfirm() {
        assertThat(dbm("restore", backup, "--backup-dir", backups, "--swap", "--dry-run"))
                .as(console.err())
                .isZero();
        assertThat(console.out()).contains("is whole", "kept as " + database.name() + "_before_dbm-");
        assertThat(database.query("SELECT id FROM customer")).isEmpty();
        var confirm = console.out().replaceAll("(?s).*--confirm (\\S+) --yes.*", "$1");

        assertThat(dbm("restore", backup, "--backup-dir", backups, "--swap", "--confirm", confirm, "--yes"))
                .as(console.err())
                .isZero();

        assertThat(console.out()).contains("What was there before is kept as the database");
        assertThat(database.query("SELECT id FROM customer ORDER BY id")).containsExactly("1", "2");
        assertThat(dbm("deploy", "--no-backup")).isEqualTo(1);
        assertThat(console.err()).contains("HeldAfterRollback");
    }

    @Test
    void aSwapWithoutYesIsWrongUsage() {
        assertThat(dbm("restore", backup, "--backup-dir", backups, "--swap")).isEqualTo(2);

        assertThat(console.err()).contains("--dry-run first");
    }

    @Test
    void whatBelongsToASwapIsWrongUsageWithoutOne() {
        assertThat(dbm("restore", backup, "--backup-dir", backups, "--yes")).isEqualTo(2);
        assertThat(dbm("restore", backup, "--backup-dir", backups, "--accept", "slot"))
                .isEqualTo(2);
        assertThat(dbm("restore", backup, "--backup-dir", backups, "--confirm", "x@1"))
                .isEqualTo(2);

        assertThat(console.err()).contains("--swap, which is not given");
    }

    @Test
    void aBackupThatIsNotThereIsToldWithItsPlace() {
        assertThat(dbm("restore", "nowhere", "--backup-dir", backups)).isEqualTo(1);

        assertThat(console.err()).contains("BackupNotFound", "nowhere");
    }

    @Test
    void aPathOutsideOfTheBackupsIsWrongUsage() {
        assertThat(dbm("restore", "/elsewhere/x", "--backup-dir", backups)).isEqualTo(2);

        assertThat(console.err()).contains("/elsewhere/x does not lie in the folder");
    }

    private int dbm(String... arguments) {
        var all = new java.util.ArrayList<>(java.util.List.of(arguments));
        all.addAll(java.util.List.of("--migrations", bundle));
        return console.run(database.url(), all.toArray(String[]::new));
    }
}
