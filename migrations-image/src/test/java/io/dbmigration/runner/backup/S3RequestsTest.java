package io.dbmigration.runner.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.dbmigration.runner.database.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the real server of the other tests cannot do: keep keys in a KMS, hand out sessions, let them expire. This one is played. */
class S3RequestsTest {

    private static final S3Settings.Credentials KEYS =
            new S3Settings.Credentials("played-key", new Secret("played-secret"), null);
    private static final BackupPlace PLACE = new BackupPlace(Path.of("cluster", "shop", "app"), "run-1");

    /** By the first line of a request; the last one of its kind. */
    private final Map<String, Map<String, List<String>>> headers = new ConcurrentHashMap<>();

    private HttpServer server;
    private @Nullable String refusal;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        List.of("aws.webIdentityTokenFile", "aws.roleArn", "aws.endpointUrlSts", "aws.region")
                .forEach(System::clearProperty);
    }

    @Test
    void dumpAndManifestAreEncryptedWithTheGivenKey() throws IOException {
        var backups = new S3Backups(settings(KEYS, "aws:kms", "key-of-the-team"));

        try (var backup = backups.begin(PLACE, 1)) {
            assertThat(backup.path()).isEqualTo("cluster/shop/app/run-1");
        }
        new S3Objects(new S3Access(settings(KEYS, "aws:kms", "key-of-the-team"))).put("manifest", new byte[] {1});

        for (var request : List.of("POST uploads", "PUT ")) {
            assertThat(header(request, "x-amz-server-side-encryption")).isEqualTo("aws:kms");
            assertThat(header(request, "x-amz-server-side-encryption-aws-kms-key-id"))
                    .isEqualTo("key-of-the-team");
        }
    }

    /** As on Amazon's clusters: a token of the service account, for which STS gives a session. */
    @Test
    void withoutKeysThePodsWebIdentityServes() throws IOException {
        giveThePodAnIdentity();

        new S3Objects(new S3Access(settings(null, null, null))).put("manifest", new byte[] {1});

        assertThat(header("PUT ", "Authorization")).contains("Credential=ASIAPLAYED/");
        assertThat(header("PUT ", "x-amz-security-token")).isEqualTo("session-of-the-pod");
    }

    @Test
    void aWebIdentityThatIsNotAcceptedIsToldAsSuch() throws IOException {
        giveThePodAnIdentity();
        refusal = "AccessDenied";

        assertThatThrownBy(() -> new S3Backups(settings(null, null, null)).paths("cluster"))
                .hasMessageContaining("the pod's web identity was not accepted: Played")
                .hasMessageContaining("Check the role");
    }

    private void giveThePodAnIdentity() throws IOException {
        System.setProperty("aws.region", "eu-central-1");
        System.setProperty("aws.roleArn", "arn:aws:iam::123456789012:role/backups");
        System.setProperty(
                "aws.webIdentityTokenFile",
                Files.writeString(folder.resolve("token"), "token of the pod").toString());
        System.setProperty("aws.endpointUrlSts", endpoint());
    }

    @ParameterizedTest
    @CsvSource({
        "ExpiredToken, The credentials have expired; renew them",
        "InvalidToken, The credentials are not valid; renew them",
        "RequestTimeTooSkewed, The clocks of node and server differ",
        "AccessDenied, Allow it to put, get, list and delete objects"
    })
    void aRefusalIsToldWithWhatToDo(String code, String advice) {
        refusal = code;

        assertThatThrownBy(() -> new S3Backups(settings(KEYS, null, null)).paths("cluster"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("answered " + code + " (403): Played")
                .hasMessageContaining(advice);
    }

    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        var query = String.valueOf(exchange.getRequestURI().getQuery());
        var request = exchange.getRequestMethod() + " " + (query.startsWith("uploads") ? "uploads" : "");
        headers.put(request, Map.copyOf(exchange.getRequestHeaders()));
        var error = "<Error><Code>" + refusal + "</Code><Message>Played.</Message></Error>";
        var isSts = request.equals("POST ");
        if (refusal != null) {
            respond(exchange, 403, isSts ? "<ErrorResponse>" + error + "</ErrorResponse>" : error);
        } else if (isSts) {
            respond(exchange, 200, """
                    <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
                      <AssumeRoleWithWebIdentityResult><Credentials>
                        <AccessKeyId>ASIAPLAYED</AccessKeyId><SecretAccessKey>secret</SecretAccessKey>
                        <SessionToken>session-of-the-pod</SessionToken><Expiration>2999-01-01T00:00:00Z</Expiration>
                      </Credentials></AssumeRoleWithWebIdentityResult>
                    </AssumeRoleWithWebIdentityResponse>""");
        } else {
            respond(
                    exchange,
                    200,
                    switch (request) {
                        case "POST uploads" ->
                            "<InitiateMultipartUploadResult><UploadId>played</UploadId></InitiateMultipartUploadResult>";
                        case "GET uploads" -> "<ListMultipartUploadsResult/>";
                        case "GET " -> "<ListBucketResult/>";
                        default -> "";
                    });
        }
    }

    private static void respond(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private @Nullable String header(String request, String name) {
        return headers.getOrDefault(request, Map.of()).entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(header -> header.getValue().getFirst())
                .findFirst()
                .orElse(null);
    }

    private S3Settings settings(S3Settings.@Nullable Credentials keys, @Nullable String sse, @Nullable String key) {
        return new S3Settings(endpoint(), null, "backups", "", keys, null, true, sse, key);
    }

    private String endpoint() {
        return "http://localhost:" + server.getAddress().getPort();
    }
}
