package io.dbmigration.runner.database;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.runner.database.Tls.ClientIdentity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Certificates and keys as the files that both pgjdbc and libpq want.
 *
 * @param folder holds nothing else; readable by us alone; null where there is no file
 * @param ca null where the server's certificate is not checked
 * @param keyDer PKCS #8, for pgjdbc
 * @param keyPem the same for libpq
 */
record TlsFiles(
        @Nullable Path folder,
        @Nullable Path ca,
        @Nullable Path certificate,
        @Nullable Path keyDer,
        @Nullable Path keyPem)
        implements AutoCloseable {

    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private static final TlsFiles NONE = new TlsFiles(null, null, null, null, null);

    static TlsFiles write(Tls tls, Path workFolder) {
        if (!tls.mode().verifies() && !identifies(tls)) {
            return NONE;
        }
        try {
            var folder = Files.createTempDirectory(workFolder, "tls");
            var ca = tls.mode().verifies() ? put(folder, "ca.crt", tls.ca() == null ? platformCa() : tls.ca()) : null;
            if (!identifies(tls)) {
                return new TlsFiles(folder, ca, null, null, null);
            }
            var identity = pem(Objects.requireNonNull(tls.identity()));
            var key = PrivateKeyPem.toPkcs8(identity.key().value());
            return new TlsFiles(
                    folder,
                    ca,
                    put(folder, "client.crt", identity.certificate()),
                    put(folder, "client.pk8", key),
                    put(folder, "client.key", pem("PRIVATE KEY", key)));
        } catch (IOException failed) {
            throw new RunException(
                    Reason.RUNNER_FAILED, "Cannot write certificates to the folder " + workFolder + ".", failed);
        } catch (GeneralSecurityException unreadable) {
            throw new RunException(
                    Reason.TLS_FAILED,
                    "The client's certificate or its key cannot be read: " + unreadable.getMessage(),
                    unreadable);
        }
    }

    private static boolean identifies(Tls tls) {
        return tls.mode() != SslMode.DISABLE && tls.identity() != null;
    }

    @Override
    public void close() {
        for (var file : Arrays.asList(ca, certificate, keyDer, keyPem, folder)) {
            delete(file);
        }
    }

    private static ClientIdentity.Pem pem(ClientIdentity identity) throws GeneralSecurityException, IOException {
        return switch (identity) {
            case ClientIdentity.Pem pem -> pem;
            case ClientIdentity.Pkcs12 pkcs12 -> unpack(pkcs12);
        };
    }

    private static ClientIdentity.Pem unpack(ClientIdentity.Pkcs12 pkcs12)
            throws GeneralSecurityException, IOException {
        var password = pkcs12.password().value().toCharArray();
        var store = KeyStore.getInstance("PKCS12");
        try {
            var content = Base64.getDecoder().decode(pkcs12.content().value());
            store.load(new ByteArrayInputStream(content), password);
        } catch (IOException unreadable) {
            throw new GeneralSecurityException("not a PKCS #12 file, or another sslpassword", unreadable);
        }
        var aliases = store.aliases();
        while (aliases.hasMoreElements()) {
            var alias = aliases.nextElement();
            var key = store.getKey(alias, password);
            if (key != null) {
                return new ClientIdentity.Pem(
                        pem(List.of(store.getCertificateChain(alias))),
                        new Secret(pem("PRIVATE KEY", key.getEncoded())));
            }
        }
        throw new GeneralSecurityException("the PKCS #12 file holds no private key");
    }

    /** The authorities that this Java platform trusts: pgjdbc and libpq each have other defaults of their own. */
    private static String platformCa() throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        for (var manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager trust && trust.getAcceptedIssuers().length > 0) {
                return pem(Arrays.asList(trust.getAcceptedIssuers()));
            }
        }
        throw new RunException(
                Reason.TLS_FAILED,
                "The server's certificate cannot be checked: no certificate authority is given, and this platform trusts none.");
    }

    private static String pem(Collection<? extends Certificate> certificates) throws GeneralSecurityException {
        var text = new StringBuilder();
        for (var certificate : certificates) {
            text.append(pem("CERTIFICATE", certificate.getEncoded()));
        }
        return text.toString();
    }

    private static String pem(String type, byte[] der) {
        return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(type, LINES.encodeToString(der));
    }

    private static Path put(Path folder, String name, String text) throws IOException {
        return put(folder, name, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static Path put(Path folder, String name, byte[] content) throws IOException {
        var onlyWe = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        return Files.write(Files.createFile(folder.resolve(name), onlyWe), content);
    }

    private static void delete(@Nullable Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException kept) {
            // The folder is readable by us alone and ends with the pod.
        }
    }
}
