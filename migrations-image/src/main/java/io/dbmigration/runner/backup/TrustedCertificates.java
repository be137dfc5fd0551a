package io.dbmigration.runner.backup;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Whom a TLS connection trusts. */
final class TrustedCertificates {

    private TrustedCertificates() {}

    /** @throws IOException what was given is no certificate */
    static TrustManager[] besidesTheUsual(String pem) throws IOException {
        try {
            var all = new ArrayList<Certificate>(usual());
            all.addAll(read(pem));
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (var certificate : all) {
                store.setCertificateEntry("certificate-" + store.size(), certificate);
            }
            return factory(store).getTrustManagers();
        } catch (GeneralSecurityException unreadable) {
            throw new IOException(
                    "the CA of the bucket's server cannot be read as PEM certificates: " + unreadable.getMessage(),
                    unreadable);
        }
    }

    private static List<X509Certificate> usual() throws GeneralSecurityException {
        return Arrays.stream(factory(null).getTrustManagers())
                .filter(X509TrustManager.class::isInstance)
                .flatMap(manager -> Arrays.stream(((X509TrustManager) manager).getAcceptedIssuers()))
                .toList();
    }

    private static List<Certificate> read(String pem) throws GeneralSecurityException {
        var bytes = new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8));
        var found =
                List.<Certificate>copyOf(CertificateFactory.getInstance("X.509").generateCertificates(bytes));
        if (found.isEmpty()) {
            throw new GeneralSecurityException("it holds none");
        }
        return found;
    }

    /** @param store null: the Java runtime's own */
    private static TrustManagerFactory factory(@Nullable KeyStore store) throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory;
    }
}
