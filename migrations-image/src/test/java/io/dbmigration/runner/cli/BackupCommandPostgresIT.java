package io.dbmigration.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dbmigration.contract.RunRequest.VerifyLevel;
import io.dbmigration.contract.RunResult;
import io.dbmigration.runner.testing.PgPrograms;
import io.dbmigration.runner.testing.S3Server;
import io.dbmigration.runner.testing.TestBundle;
import io.dbmigration.runner.testing.TestDatabase;
import io.dbmigration.runner.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupCommandPostgresIT {

    @TempDir
    private Path folder;

    private final Console console = new Console();
    private final TestDatabase database = TestServer.newDatabase();

    @BeforeEach
    void fill() {
        database.run("CREATE TABLE customer (id int); INSERT INTO customer VALUES (1)");
    }

    @Test
    void saysWhereTheBackupIsHowLargeAndHowFarVerified() {
        assertThat(console.run(database.url(), "backup", "--backup-dir", folder.toString()))
                .as(console.err())
                .isZero();

        assertThat(console.out()).contains("The backup is in " + folder, "KiB", "verified: Decode");
        assertThat(console.out().lines()).hasSize(2);
    }

    @Test
    void theCommandThatBringsItBackIsReadyToBeCalled() {
        assertThat(console.run(database.url(), "backup", "--backup-dir", folder.toString()))
                .isZero();
        var restore =
                console.out().replaceAll("(?s).*To bring it back: dbm ", "").strip();

        assertThat(console.run(database.url(), restore.split(" ")))
                .as(restore + "\n" + console.err())
                .isZero();
        assertThat(console.out()).contains("is restored as the database");
    }

    @Test
    void aLevelCanBeChosenAndTheResultBeADocument() throws IOException {
        assertThat(console.run(
                        database.url(),
                        "backup",
                        "--backup-dir",
                        folder.toString(),
                        "--verify",
                        "Checksum",
                        "-o",
                        "json"))
                .isZero();

        var result = new ObjectMapper().readValue(console.out(), RunResult.class);
        assertThat(result.backup().verified()).isEqualTo(VerifyLevel.Checksum);
        assertThat(folder.resolve(result.backup().path()).resolve("database.dump"))
                .exists();
    }

    @Test
    void goesToABucket() throws IOException {
        try (var server = S3Server.start(Files.createDirectory(folder.resolve("s3")))) {
            server.newBucket("backups");

            assertThat(toBucket(server, S3Server.SECRET_KEY, "backup", "--backup-s3", "s3://backups/of/mine/"))
                    .as(console.err())
                    .isZero();

            assertThat(console.out()).contains("s3://backups/of/mine/localhost%3A");
            assertThat(server.objects("backups")).hasSize(2);
        }
    }

    @Test
    void aDeploysBackupGoesToABucketToo() throws IOException {
        var bundle = TestBundle.in(folder.resolve("migrations")).with("1_init", "CREATE TABLE a (id int);");
        try (var server = S3Server.start(Files.createDirectory(folder.resolve("s3")))) {
            server.newBucket("backups");
            database.run("DROP TABLE customer");

            assertThat(toBucket(
                            server,
                            S3Server.SECRET_KEY,
                            "deploy",
                            "--migrations",
                            bundle.folder().toString(),
                            "--backup-s3",
                            "s3://backups"))
                    .as(console.err())
                    .isZero();

            assertThat(server.objects("backups")).hasSize(2);
        }
    }

    @Test
    void aBucketThatRefusesIsToldWithoutTheSecret() throws IOException {
        try (var server = S3Server.start(Files.createDirectory(folder.resolve("s3")))) {
            server.newBucket("backups");

            assertThat(toBucket(server, "wrong-secret-of-mine", "backup", "--backup-s3", "s3://backups"))
                    .isEqualTo(1);

            assertThat(console.err())
                    .contains("StorageUnavailable", "SignatureDoesNotMatch")
                    .doesNotContain("wrong-secret-of-mine");
        }
    }

    @Test
    void withoutAPlaceOrWithTwoItIsWrongUsage() {
        assertThat(console.run(database.url(), "backup")).isEqualTo(2);
        assertThat(console.run(database.url(), "backup", "--backup-dir", "x", "--backup-s3", "s3://x"))
                .isEqualTo(2);
        assertThat(console.run(database.url(), "backup", "--backup-s3", "https://x/y"))
                .isEqualTo(2);
        assertThat(console.err()).contains("s3://bucket/prefix");
    }

    private int toBucket(S3Server server, String secret, String... arguments) {
        var environment = Map.of(
                "DATABASE_URL",
                database.url(),
                "DBMIGRATION_PG_BIN",
                PgPrograms.folder().toString(),
                "AWS_ACCESS_KEY_ID",
                S3Server.ACCESS_KEY,
                "AWS_SECRET_ACCESS_KEY",
                secret);
        var all = new String[arguments.length + 3];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "--s3-endpoint";
        all[arguments.length + 1] = server.endpoint();
        all[arguments.length + 2] = "--s3-path-style";
        return console.run(environment, all);
    }
}
