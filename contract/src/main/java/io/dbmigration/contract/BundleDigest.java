package io.dbmigration.contract;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;

/**
 * The identity of named contents, whatever carries them: {@code sha256:} and 64 hex digits over, for each path in the order of its
 * UTF-8 bytes: length of the path, path, length of the content, content; lengths as 8 bytes, big-endian.
 */
public final class BundleDigest {

    private static final String PREFIX = "sha256:";

    private BundleDigest() {}

    /** The digest of a bundle: only the files of the Prisma layout count ({@link BundleLayout#counts}). */
    public static String ofBundle(Map<String, byte[]> files) {
        var counted = files.entrySet().stream()
                .filter(file -> BundleLayout.counts(file.getKey()))
                .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return ofAll(counted);
    }

    /** The digest over all entries, for example the raw keys of a ConfigMap. */
    public static String ofAll(Map<String, byte[]> contents) {
        var digest = sha256();
        contents.entrySet().stream()
                .map(entry -> Map.entry(entry.getKey().getBytes(StandardCharsets.UTF_8), entry.getValue()))
                .sorted((a, b) -> Arrays.compareUnsigned(a.getKey(), b.getKey()))
                .forEach(entry -> {
                    update(digest, entry.getKey());
                    update(digest, entry.getValue());
                });
        return PREFIX + HexFormat.of().formatHex(digest.digest());
    }

    private static void update(MessageDigest digest, byte[] bytes) {
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(bytes.length).array());
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java platform has SHA-256", impossible);
        }
    }
}
