package io.dbmigration.runner.backup;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Why a bucket did not do what it was asked: what it said, and what to do. */
final class S3Failure {

    private static final String KEY_WRONG = "Correct the access key and its secret.";

    /** By the server's own code. */
    private static final Map<String, String> ADVICE = Map.ofEntries(
            Map.entry("NoSuchBucket", "Create the bucket or correct its name."),
            Map.entry("InvalidBucketName", "Correct the bucket's name."),
            Map.entry("InvalidAccessKeyId", KEY_WRONG),
            Map.entry("XAdminUserNotFound", KEY_WRONG),
            Map.entry("SignatureDoesNotMatch", KEY_WRONG),
            Map.entry("InvalidToken", "The credentials are not valid; renew them."),
            Map.entry("ExpiredToken", "The credentials have expired; renew them."),
            Map.entry("ExpiredTokenException", "The web identity token has expired; renew it."),
            Map.entry("RequestTimeTooSkewed", "The clocks of node and server differ; correct the one that is wrong."),
            Map.entry("PermanentRedirect", "The bucket is in another region; correct the region or the endpoint."),
            Map.entry("AuthorizationHeaderMalformed", "Correct the region."),
            Map.entry(
                    "AccessDenied",
                    "Allow it to put, get, list and delete objects and to abort multipart uploads below the prefix,"
                            + " and to use the KMS key if there is one."));

    private static final Set<String> ABSENT = Set.of("NoSuchKey", "NoSuchUpload");

    /** What became of one of the ways to credentials, in the client's list of all of them. */
    private static final Pattern WEB_IDENTITY =
            Pattern.compile("WebIdentityTokenFileCredentialsProvider\\(\\): (.*?)\\.?(?:, \\w+Provider\\(|]$)");

    private static final String NOT_SET_UP = "must be set";

    private S3Failure() {}

    static IOException of(SdkException failure, S3Settings settings) {
        var where = "bucket %s%s"
                .formatted(settings.bucket(), settings.endpoint() == null ? "" : " at " + settings.endpoint());
        if (failure instanceof AwsServiceException refused) {
            return new IOException(
                    "%s answered %s. %s"
                            .formatted(where, said(refused), advice(refused))
                            .strip(),
                    failure);
        }
        return new IOException("%s: %s".formatted(where, withoutAnswer(failure)), failure);
    }

    /** Whether the bucket says that it has no such object or upload. */
    static boolean isNotFound(IOException failure) {
        return failure.getCause() instanceof AwsServiceException refused
                && ABSENT.contains(String.valueOf(code(refused)));
    }

    /** Whether the server does not know this request, or does not allow it. */
    static boolean isRefused(IOException failure) {
        return failure.getCause() instanceof AwsServiceException refused
                && (refused.statusCode() == 403 || refused.statusCode() == 405 || refused.statusCode() == 501)
                && !ADVICE.getOrDefault(String.valueOf(code(refused)), "").equals(KEY_WRONG);
    }

    private static @Nullable String code(AwsServiceException refused) {
        return refused.awsErrorDetails() == null
                ? null
                : refused.awsErrorDetails().errorCode();
    }

    private static String said(AwsServiceException refused) {
        var details = refused.awsErrorDetails();
        var message = Optional.ofNullable(details == null ? null : details.errorMessage())
                .map(text -> ": " + text.replaceAll("[.\\s]+$", ""))
                .orElse("");
        return "%s (%d)%s"
                .formatted(Optional.ofNullable(code(refused)).orElse("an error"), refused.statusCode(), message);
    }

    private static String advice(AwsServiceException refused) {
        var known = ADVICE.get(String.valueOf(code(refused)));
        if (known != null) {
            return known;
        }
        return switch (refused.statusCode()) {
            case 301, 307 -> ADVICE.getOrDefault("PermanentRedirect", "");
            case 401, 403 -> ADVICE.getOrDefault("AccessDenied", "");
            default -> "";
        };
    }

    private static String withoutAnswer(SdkException failure) {
        var cause = Stream.iterate((Throwable) failure, each -> each != null, Throwable::getCause)
                .filter(each -> each instanceof SSLException
                        || each instanceof UnknownHostException
                        || each instanceof ConnectException
                        || each instanceof SocketTimeoutException)
                .findFirst()
                .orElse(failure);
        return switch (cause) {
            case SSLException tls ->
                "TLS failed: %s. Give the certificate of the authority that signed the server's, or correct the endpoint."
                        .formatted(tls.getMessage());
            case UnknownHostException unknown ->
                "there is no host %s. Correct the endpoint.".formatted(unknown.getMessage());
            case ConnectException refused ->
                "no connection: %s. Check the endpoint and that the server is up.".formatted(refused.getMessage());
            case SocketTimeoutException slow ->
                "no answer in time: %s. Check the endpoint and the network policy.".formatted(slow.getMessage());
            default -> credentials(failure).orElse(String.valueOf(failure.getMessage()));
        };
    }

    private static Optional<String> credentials(SdkException failure) {
        var message = String.valueOf(failure.getMessage());
        if (!message.startsWith("Unable to load credentials")) {
            return Optional.empty();
        }
        var identity = WEB_IDENTITY.matcher(message);
        return Optional.of(
                identity.find() && !identity.group(1).contains(NOT_SET_UP)
                        ? "the pod's web identity was not accepted: %s. Check the role, and that it trusts this service account."
                                .formatted(identity.group(1))
                        : "no credentials were found. Give an access key, or the pod an identity of its own.");
    }
}
