package io.dbmigration.runner.bundle;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** SHA-256 of a migration script as Prisma stores and compares it. */
public final class Checksum {

    private static final int DIGITS = 64;

    private Checksum() {}

    /** 64 lower-case hex digits over the UTF-8 bytes, line endings as they are. */
    public static String of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** @param text in UTF-8 */
    static String of(byte[] text) {
        return HexFormat.of().formatHex(sha256(text));
    }

    /**
     * Whether a stored checksum belongs to this script: as it is, with every CRLF as LF, or with every LF as CRLF (which turns
     * an existing CRLF into CR CR LF, as in Prisma). Very old rows hold hex digits without leading zeros.
     */
    public static boolean matches(String stored, String text) {
        return Stream.<Supplier<String>>of(
                        () -> text, () -> text.replace("\r\n", "\n"), () -> text.replace("\n", "\r\n"))
                .anyMatch(form -> stored.equals(rendered(form.get(), stored.length())));
    }

    private static String rendered(String text, int length) {
        if (length == DIGITS || length == 0) {
            return of(text);
        }
        var unpadded = new StringBuilder();
        for (var octet : sha256(text.getBytes(StandardCharsets.UTF_8))) {
            unpadded.append(Integer.toHexString(Byte.toUnsignedInt(octet)));
        }
        return unpadded.toString();
    }

    private static byte[] sha256(byte[] text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java platform has SHA-256", impossible);
        }
    }
}
