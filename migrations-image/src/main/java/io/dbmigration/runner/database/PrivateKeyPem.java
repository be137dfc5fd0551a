package io.dbmigration.runner.database;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Private keys in the three PEM forms that certificate authorities hand out; Java itself reads only PKCS #8. */
final class PrivateKeyPem {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ((?:RSA |EC )?PRIVATE KEY)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

    private static final HexFormat HEX = HexFormat.of();
    /** rsaEncryption with its NULL parameters. */
    private static final byte[] RSA = HEX.parseHex("06092a864886f70d0101010500");
    /** id-ecPublicKey. */
    private static final byte[] EC = HEX.parseHex("06072a8648ce3d0201");

    private static final byte[] VERSION = HEX.parseHex("020100");
    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    private static final int CURVE = 0xA0;

    private PrivateKeyPem() {}

    /** The key as PKCS #8 in DER. */
    static byte[] toPkcs8(String pem) {
        var block = BLOCK.matcher(pem);
        if (!block.find()) {
            throw new RunException(Reason.TLS_FAILED, "The client's key is not a PEM private key without password.");
        }
        var der = Base64.getMimeDecoder().decode(block.group(2));
        return switch (block.group(1)) {
            case "RSA PRIVATE KEY" -> wrap(RSA, der);
            case "EC PRIVATE KEY" -> wrap(concat(EC, curve(der)), der);
            default -> der;
        };
    }

    private static byte[] wrap(byte[] algorithm, byte[] key) {
        return tagged(SEQUENCE, concat(VERSION, tagged(SEQUENCE, algorithm), tagged(OCTETS, key)));
    }

    /** The curve's identifier, which SEC 1 keeps inside the key: version, key, [0] curve, [1] public key. */
    private static byte[] curve(byte[] sec1) {
        var position = contentStart(sec1, 0);
        while (position < sec1.length) {
            var content = contentStart(sec1, position);
            var end = content + length(sec1, position);
            if (Byte.toUnsignedInt(sec1[position]) == CURVE) {
                return Arrays.copyOfRange(sec1, content, end);
            }
            position = end;
        }
        throw new RunException(Reason.TLS_FAILED, "The client's EC key does not name its curve.");
    }

    private static int contentStart(byte[] der, int position) {
        var first = Byte.toUnsignedInt(der[position + 1]);
        return position + 2 + (first < 0x80 ? 0 : first - 0x80);
    }

    private static int length(byte[] der, int position) {
        var first = Byte.toUnsignedInt(der[position + 1]);
        if (first < 0x80) {
            return first;
        }
        var length = 0;
        for (var i = position + 2; i < contentStart(der, position); i++) {
            length = (length << 8) | Byte.toUnsignedInt(der[i]);
        }
        return length;
    }

    private static byte[] tagged(int tag, byte[] content) {
        var length = content.length < 0x80
                ? new byte[] {(byte) content.length}
                : new byte[] {(byte) 0x82, (byte) (content.length >> 8), (byte) content.length};
        return concat(new byte[] {(byte) tag}, length, content);
    }

    private static byte[] concat(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (var part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
