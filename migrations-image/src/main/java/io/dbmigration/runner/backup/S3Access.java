package io.dbmigration.runner.backup;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;

/** Requests to one bucket, whose failures are told for people. The client is made with the first one: it takes a while. */
final class S3Access {

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(60);

    /** Servers of others do not ask for one, but signatures hold it. */
    private static final Region ANY_REGION = Region.US_EAST_1;

    private final S3Settings settings;
    private @Nullable S3Client client;

    S3Access(S3Settings settings) {
        this.settings = settings;
    }

    S3Settings settings() {
        return settings;
    }

    /** @throws IOException with what the server said, and what to do */
    <T> T ask(Function<S3Client, T> request) throws IOException {
        try {
            return request.apply(client());
        } catch (SdkException failed) {
            throw S3Failure.of(failed, settings);
        }
    }

    private synchronized S3Client client() throws IOException {
        var known = client;
        if (known == null) {
            known = connect();
            client = known;
        }
        return known;
    }

    /**
     * Every part's checksum is ours to send, and every byte read back is compared with ours: what newer clients add to each request by
     * themselves, many servers do not know.
     */
    private S3Client connect() throws IOException {
        var builder = S3Client.builder()
                .httpClient(http())
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .serviceConfiguration(S3Configuration.builder()
                        .pathStyleAccessEnabled(settings.pathStyle())
                        .chunkedEncodingEnabled(false)
                        .expectContinueEnabled(false)
                        .build());
        if (settings.endpoint() != null) {
            builder.endpointOverride(URI.create(settings.endpoint())).region(ANY_REGION);
        }
        if (settings.region() != null) {
            builder.region(Region.of(settings.region()));
        }
        if (settings.credentials() != null) {
            builder.credentialsProvider(StaticCredentialsProvider.create(credentials(settings.credentials())));
        }
        return builder.build();
    }

    private SdkHttpClient http() throws IOException {
        var http = UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(ANSWER);
        if (settings.ca() != null) {
            var trusted = TrustedCertificates.besidesTheUsual(settings.ca());
            http.tlsTrustManagersProvider(() -> trusted);
        }
        return http.build();
    }

    private static AwsCredentials credentials(S3Settings.Credentials given) {
        var secret = given.secretAccessKey().value();
        return given.sessionToken() == null
                ? AwsBasicCredentials.create(given.accessKeyId(), secret)
                : AwsSessionCredentials.create(
                        given.accessKeyId(),
                        secret,
                        Objects.requireNonNull(given.sessionToken()).value());
    }
}
