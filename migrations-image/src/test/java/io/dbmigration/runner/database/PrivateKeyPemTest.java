package io.dbmigration.runner.database;

import static io.dbmigration.runner.testing.RunExceptionAssert.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.dbmigration.contract.Reason;
import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class PrivateKeyPemTest {

    @Test
    void readsPkcs8() throws Exception {
        var key = rsa();
        assertThat(PrivateKeyPem.toPkcs8(pem("PRIVATE KEY", key.getEncoded()))).isEqualTo(key.getEncoded());
    }

    @Test
    void readsPkcs1() throws Exception {
        var key = rsa();
        // The content of the last OCTET STRING of PKCS #8 is PKCS #1; its header has 26 bytes at this key size.
        var pkcs1 = Arrays.copyOfRange(key.getEncoded(), 26, key.getEncoded().length);
        assertThat(PrivateKeyPem.toPkcs8(pem("RSA PRIVATE KEY", pkcs1))).isEqualTo(key.getEncoded());
    }

    @Test
    void readsSec1WithItsCurve() throws Exception {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        var key = (ECPrivateKey) generator.generateKeyPair().getPrivate();
        var secret = HexFormat.of().formatHex(fixed(key.getS(), 32));
        var sec1 = HexFormat.of().parseHex("3031020101" + "0420" + secret + "a00a06082a8648ce3d030107");
        var parameters = "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";

        var pkcs8 = PrivateKeyPem.toPkcs8(parameters + pem("EC PRIVATE KEY", sec1));

        var read = (ECPrivateKey) KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        assertThat(read.getS()).isEqualTo(key.getS());
    }

    @Test
    void anEncryptedKeyIsRefused() {
        assertRefused(() -> PrivateKeyPem.toPkcs8(pem("ENCRYPTED PRIVATE KEY", new byte[] {1, 2, 3})))
                .with(Reason.TLS_FAILED)
                .saying("without password");
    }

    private static PrivateKey rsa() throws Exception {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair().getPrivate();
    }

    private static String pem(String type, byte[] der) {
        return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
                .formatted(type, Base64.getMimeEncoder().encodeToString(der));
    }

    private static byte[] fixed(BigInteger number, int length) {
        var bytes = number.toByteArray();
        var result = new byte[length];
        var count = Math.min(bytes.length, length);
        System.arraycopy(bytes, bytes.length - count, result, length - count, count);
        return result;
    }
}
