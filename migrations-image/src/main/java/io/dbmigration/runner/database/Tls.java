package io.dbmigration.runner.database;

import org.jspecify.annotations.Nullable;

/**
 * What TLS is asked for.
 *
 * @param ca PEM certificates of the authorities to trust; null: the platform's
 * @param identity who we are, when the server wants a certificate
 */
public record Tls(
        SslMode mode, @Nullable String ca, @Nullable ClientIdentity identity) {

    /** A client's certificate with its key. */
    public sealed interface ClientIdentity {

        /** @param content of a PKCS #12 file, in base64 */
        record Pkcs12(Secret content, Secret password) implements ClientIdentity {}

        /** @param key PEM, not encrypted: PKCS #8, PKCS #1 or SEC 1 */
        record Pem(String certificate, Secret key) implements ClientIdentity {}
    }
}
