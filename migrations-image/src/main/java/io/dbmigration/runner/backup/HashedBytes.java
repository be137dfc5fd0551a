package io.dbmigration.runner.backup;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 over a stream of bytes, counting them. */
final class HashedBytes {

    private final MessageDigest digest;
    private long count;

    HashedBytes() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java platform has SHA-256", impossible);
        }
    }

    void add(byte[] buffer, int length) {
        digest.update(buffer, 0, length);
        count += length;
    }

    long count() {
        return count;
    }

    /** What was added, as 64 hex digits; once. */
    WrittenDump finish() {
        return new WrittenDump(count, HexFormat.of().formatHex(digest.digest()));
    }
}
