package io.dbmigration.runner.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.contract.RunRequest.VerifyLevel;
import io.dbmigration.contract.RunResult.Receipt;
import io.dbmigration.runner.database.ConnectionSettings;
import io.dbmigration.runner.database.Connections;
import io.dbmigration.runner.database.Secret;
import io.dbmigration.runner.database.Server;
import io.dbmigration.runner.database.ServerOptions;
import io.dbmigration.runner.testing.PgPrograms;
import io.dbmigration.runner.testing.S3Server;
import io.dbmigration.runner.testing.TestDatabase;
import io.dbmigration.runner.testing.TestServer;
import io.dbmigration.runner.testing.TestTls;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class S3StoragePostgresIT {

    private static final BackupPlace PLACE = new BackupPlace(Path.of("cluster", "shop", "app"), "run-1");
    private static final S3Settings.Credentials KEYS = keys(S3Server.ACCESS_KEY, S3Server.SECRET_KEY);
    private static final BackupListener NOBODY = (stage, bytes) -> {};

    @TempDir
    private static Path folder;

    private static S3Server server;
    private static int number;

    @TempDir
    private Path programs;

    @TempDir
    private Path work;

    private final TestDatabase database = TestServer.newDatabase();
    private final String name = "bucket-" + ++number;
    private Path bucket;

    @BeforeAll
    static void startServer() throws IOException {
        server = S3Server.start(folder);
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void fill() throws IOException {
        bucket = server.newBucket(name);
        database.run("CREATE TABLE customer (id serial PRIMARY KEY, name text)");
        database.run("INSERT INTO customer (name) SELECT md5(i::text) FROM generate_series(1, 20000) AS i");
    }

    @Test
    void aBackupIsInTheBucketReadBackAndDecoded() throws Exception {
        var receipt = take(backups(""), VerifyLevel.Decode);

        assertThat(receipt.path()).isEqualTo("cluster/shop/app/run-1");
        assertThat(server.objects(name))
                .containsExactly("cluster/shop/app/run-1/database.dump", "cluster/shop/app/run-1/receipt.json");
        var dump = Files.readAllBytes(bucket.resolve("cluster/shop/app/run-1/database.dump"));
        assertThat(receipt.size()).isEqualTo(dump.length).isGreaterThan(100_000);
        assertThat(receipt.sha256()).isEqualTo(sha256(dump));
        assertThat(receipt.verified()).isEqualTo(VerifyLevel.Decode);
        assertThat(server.partsOfUploads(name)).isEmpty();
    }

    @Test
    void aDumpOfSeveralPartsIsOneObject() throws Exception {
        PgPrograms.withPgDump(programs, "head -c 20000000 /dev/urandom");

        var receipt = take(backups(""), VerifyLevel.Checksum, programs, NOBODY);

        var dump = Files.readAllBytes(bucket.resolve("cluster/shop/app/run-1/database.dump"));
        assertThat(dump).hasSize(20_000_000);
        assertThat(receipt.sha256()).isEqualTo(sha256(dump));
    }

    @Test
    void itIsReadByWhoeverRestores() throws Exception {
        var backups = backups("of/the/team");
        var receipt = take(backups, VerifyLevel.Checksum);

        assertThat(server.objects(name)).allMatch(object -> object.startsWith("of/the/team/cluster/shop/app/run-1/"));
        assertThat(backups.clusters()).containsExactly("cluster");
        assertThat(backups.paths("cluster/shop")).containsExactly("cluster/shop/app/run-1");
        assertThat(backups.manifest(receipt.path()))
                .hasValueSatisfying(manifest -> assertThat(manifest.receipt()).isEqualTo(receipt));
        try (var dump = backups.dump(receipt.path())) {
            assertThat(sha256(dump.readAllBytes())).isEqualTo(receipt.sha256());
        }
        assertThat(backups.location(receipt.path()))
                .isEqualTo("s3://%s/of/the/team/cluster/shop/app/run-1".formatted(name));
        assertThat(backups.manifest("cluster/shop/app/run-2")).isEmpty();
    }

    @Test
    void aDumpNeedNotBeReadToItsEnd() throws Exception {
        var backups = backups("");
        var receipt = take(backups, VerifyLevel.Checksum);

        try (var dump = backups.dump(receipt.path())) {
            assertThat(dump.readNBytes(5)).isEqualTo("PGDMP".getBytes());
        }

        assertThat(backups.paths("cluster")).hasSize(1);
    }

    @Test
    void aSecondBackupOfTheSameRunHasItsOwnPlace() {
        take(backups(""), VerifyLevel.Checksum);

        assertThat(take(backups(""), VerifyLevel.Checksum).path()).isEqualTo("cluster/shop/app/run-1-2");
    }

    @Test
    void aBackupThatIsDeletedIsGone() throws IOException {
        var backups = backups("");
        var receipt = take(backups, VerifyLevel.Checksum);

        backups.delete(receipt.path());

        assertThat(server.objects(name)).isEmpty();
        assertThat(backups.paths("cluster")).isEmpty();
    }

    @Test
    void aDatabaseMayHaveAnyName() throws Exception {
        var place = new BackupPlace(Path.of("cluster", BackupPlace.name("../ä %+x")), "run-1");
        var backups = backups("");
        try (var connections = open()) {
            var receipt = new BackupStep(tools(PgPrograms.folder()), Clock.systemUTC(), NOBODY)
                    .take(connections, new BackupOrder(backups, place, VerifyLevel.Checksum, null));

            assertThat(backups.paths("cluster")).containsExactly(receipt.path());
            assertThat(backups.manifest(receipt.path())).isPresent();
        }
    }

    @Test
    void aBucketThatDoesNotExistIsTold() {
        assertRefused(settings("nowhere", KEYS), "NoSuchBucket", "Create the bucket or correct its name");
    }

    @Test
    void aWrongSecretIsToldAndNotShown() {
        var wrong = keys(S3Server.ACCESS_KEY, "not-the-secret");

        assertRefused(settings(name, wrong), "SignatureDoesNotMatch", "Correct the access key and its secret")
                .doesNotContain("not-the-secret");
    }

    @Test
    void anUnknownAccessKeyIsTold() {
        assertRefused(settings(name, keys("nobody", "x")), "access key ID", "Correct the access key");
    }

    @Test
    void aServerThatIsNotThereIsTold() throws IOException {
        var gone = S3Server.start(Files.createTempDirectory(work, "s3"));
        gone.close();

        assertRefused(at(gone.endpoint(), name, KEYS, null), "no connection", "Check the endpoint");
    }

    @Test
    void aHostThatIsNotThereIsTold() {
        assertRefused(at("http://bucket.invalid", name, KEYS, null), "there is no host", "Correct the endpoint");
    }

    @Test
    void tlsIsTrustedOnlyWithItsAuthority() throws Exception {
        var keys = TestTls.keyPair("CN=localhost", List.of("-ext", "san=dns:localhost"));
        try (var tls = S3Server.start(Files.createTempDirectory(work, "s3"), keys)) {
            tls.newBucket("secure");

            assertRefused(at(tls.endpoint(), "secure", KEYS, null), "TLS failed", "certificate of the authority");
            take(new S3Backups(at(tls.endpoint(), "secure", KEYS, keys.certificate())), VerifyLevel.Decode);

            assertThat(tls.objects("secure")).hasSize(2);
        }
    }

    @Test
    void aServerThatGoesAwayInTheMiddleEndsTheBackup() throws Exception {
        PgPrograms.withPgDump(programs, "head -c 40000000 /dev/urandom");
        try (var dying = S3Server.start(Files.createTempDirectory(work, "s3"));
                var connections = open()) {
            dying.newBucket(name);
            var step = new BackupStep(tools(programs), Clock.systemUTC(), (stage, bytes) -> {
                if (bytes > 20_000_000) {
                    dying.kill();
                }
            });

            assertThatThrownBy(() -> step.take(
                            connections,
                            order(new S3Backups(at(dying.endpoint(), name, KEYS, null)), VerifyLevel.Decode)))
                    .hasMessageContaining("no connection")
                    .extracting(e -> ((RunException) e).reason())
                    .isEqualTo(Reason.STORAGE_UNAVAILABLE);
            assertThat(dying.objects(name)).isEmpty();
        }
    }

    @Test
    void aFailingPgDumpLeavesNoObjectAndNoUpload() throws Exception {
        PgPrograms.withPgDump(programs, "head -c 20000000 /dev/urandom; echo 'out of luck' >&2; exit 1");

        assertThatThrownBy(() -> take(backups(""), VerifyLevel.Decode, programs, NOBODY))
                .hasMessageContaining("out of luck")
                .extracting(e -> ((RunException) e).reason())
                .isEqualTo(Reason.BACKUP_FAILED);

        assertThat(server.objects(name)).isEmpty();
        assertThat(server.partsOfUploads(name)).isEmpty();
    }

    @Test
    void aPgDumpThatSaysNothingIsNoBackup() throws Exception {
        PgPrograms.withPgDump(programs, "exit 0");

        assertThatThrownBy(() -> take(backups(""), VerifyLevel.Decode, programs, NOBODY))
                .hasMessageContaining("cannot decode");

        assertThat(server.objects(name)).isEmpty();
    }

    @Test
    void whatKilledRunsOfThisDatabaseLeftGoesWithTheNextRun() throws Exception {
        var access = new S3Access(settings(name, KEYS));
        var upload = S3Upload.begin(access, "cluster/shop/app/run-0/database.dump", new PartSize(0, 0));
        upload.write(new byte[9 * 1024 * 1024], 9 * 1024 * 1024);
        var other = S3Upload.begin(access, "cluster/shop/app2/run-0/database.dump", new PartSize(0, 0));
        other.write(new byte[9 * 1024 * 1024], 9 * 1024 * 1024);
        var objects = new S3Objects(access);
        objects.put("cluster/shop/app/run-00/database.dump", new byte[10]);
        objects.put("cluster/shop/app2/run-00/database.dump", new byte[10]);
        assertThat(objects.unfinished("cluster/shop/app")).hasSize(1);

        take(backups(""), VerifyLevel.Checksum);

        assertThat(server.objects(name))
                .containsExactly(
                        "cluster/shop/app/run-1/database.dump",
                        "cluster/shop/app/run-1/receipt.json",
                        "cluster/shop/app2/run-00/database.dump");
        assertThat(objects.unfinished("cluster/shop/app")).isEmpty();
        assertThat(objects.unfinished("cluster/shop/app2")).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"Checksum", "Decode"})
    void aByteThatChangesInTheStorageIsFound(VerifyLevel level) {
        var damaged = damagedBeforeItIsRead(backups(""), bucket.resolve("cluster/shop/app/run-1/database.dump"));

        assertThatThrownBy(() -> take(damaged, level))
                .hasMessageContaining("not what was written")
                .hasMessageContaining("was removed")
                .extracting(e -> ((RunException) e).reason())
                .isEqualTo(Reason.BACKUP_FAILED);
        assertThat(bucket.resolve("cluster/shop/app/run-1/database.dump")).doesNotExist();
    }

    @Test
    void aBackupThatIsCancelledLeavesNothing() throws Exception {
        PgPrograms.withPgDump(programs, "head -c 20000000 /dev/urandom; exec sleep 600");
        var step = new BackupStep[1];
        step[0] = new BackupStep(tools(programs), Clock.systemUTC(), (stage, bytes) -> {
            if (bytes > 10_000_000) {
                step[0].cancel();
            }
        });

        try (var connections = open()) {
            assertThatThrownBy(() -> step[0].take(connections, order(backups(""), VerifyLevel.Decode)))
                    .extracting(e -> ((RunException) e).reason())
                    .isEqualTo(Reason.INTERRUPTED);
        }
        assertThat(server.objects(name)).isEmpty();
        assertThat(server.partsOfUploads(name)).isEmpty();
    }

    /** What a disk may do meanwhile. */
    private static NewBackup damagedBeforeItIsRead(NewBackup backup, Path file) {
        return (NewBackup) Proxy.newProxyInstance(
                NewBackup.class.getClassLoader(), new Class<?>[] {NewBackup.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("readBack")) {
                        flipOneBit(file);
                    }
                    return method.invoke(backup, arguments);
                });
    }

    private static BackupStorage damagedBeforeItIsRead(BackupStorage backups, Path file) {
        return (BackupStorage) Proxy.newProxyInstance(
                BackupStorage.class.getClassLoader(),
                new Class<?>[] {BackupStorage.class},
                (proxy, method, arguments) -> {
                    var result = method.invoke(backups, arguments);
                    return result instanceof NewBackup backup ? damagedBeforeItIsRead(backup, file) : result;
                });
    }

    private static void flipOneBit(Path file) throws IOException {
        var bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }

    private AbstractStringAssert<?> assertRefused(S3Settings settings, String said, String advice) {
        try (var connections = open()) {
            var step = new BackupStep(tools(PgPrograms.folder()), Clock.systemUTC(), NOBODY);
            var thrown = catchThrowableOfType(
                    RunException.class,
                    () -> step.take(connections, order(new S3Backups(settings), VerifyLevel.Decode)));
            assertThat(thrown.reason()).isEqualTo(Reason.STORAGE_UNAVAILABLE);
            return assertThat(thrown.getMessage())
                    .contains(said)
                    .contains(advice)
                    .doesNotContain("No statement was run")
                    .doesNotContain(S3Server.SECRET_KEY);
        }
    }

    private Receipt take(BackupStorage backups, VerifyLevel level) {
        return take(backups, level, PgPrograms.folder(), NOBODY);
    }

    private Receipt take(BackupStorage backups, VerifyLevel level, Path folderOfPrograms, BackupListener listener) {
        try (var connections = open()) {
            return new BackupStep(tools(folderOfPrograms), Clock.systemUTC(), listener)
                    .take(connections, order(backups, level));
        }
    }

    private static BackupOrder order(BackupStorage backups, VerifyLevel level) {
        return new BackupOrder(backups, PLACE, level, null);
    }

    private Connections open() {
        return Server.open(
                ConnectionSettings.parse(database.url()),
                new ServerOptions("run-1", work, null, null, null, ServerOptions.Missing.REFUSE));
    }

    private S3Backups backups(String prefix) {
        return new S3Backups(new S3Settings(server.endpoint(), null, name, prefix, KEYS, null, true, null, null));
    }

    private S3Settings settings(String bucketName, S3Settings.Credentials credentials) {
        return at(server.endpoint(), bucketName, credentials, null);
    }

    private static S3Settings at(String endpoint, String bucketName, S3Settings.Credentials credentials, String ca) {
        return new S3Settings(endpoint, null, bucketName, "", credentials, ca, true, null, null);
    }

    private static S3Settings.Credentials keys(String accessKey, String secret) {
        return new S3Settings.Credentials(accessKey, new Secret(secret), null);
    }

    private static PgTools tools(Path folderOfPrograms) {
        return new PgTools(List.of(folderOfPrograms));
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
