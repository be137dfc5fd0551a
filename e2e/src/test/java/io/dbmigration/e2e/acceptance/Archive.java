package io.dbmigration.e2e.acceptance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** A migrations.tgz of a few small files, written by the oldest rules of tar. */
final class Archive {

    private static final int BLOCK = 512;

    private Archive() {}

    /** @param pathsAndContents path, content, path, content, … */
    static byte[] of(String... pathsAndContents) {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            for (var i = 0; i < pathsAndContents.length; i += 2) {
                var content = pathsAndContents[i + 1].getBytes(StandardCharsets.UTF_8);
                gzip.write(header(pathsAndContents[i], content.length));
                gzip.write(Arrays.copyOf(content, (content.length + BLOCK - 1) / BLOCK * BLOCK));
            }
            gzip.write(new byte[2 * BLOCK]);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static byte[] header(String path, int size) {
        var header = new byte[BLOCK];
        put(header, 0, path);
        put(header, 100, "0000644\0");
        put(header, 108, "0000000\0");
        put(header, 116, "0000000\0");
        put(header, 124, "%011o\0".formatted(size));
        put(header, 136, "00000000000\0");
        put(header, 148, "        ");
        put(header, 156, "0");
        put(header, 257, "ustar\00000");
        var sum = 0;
        for (var each : header) {
            sum += each & 0xff;
        }
        put(header, 148, "%06o\0 ".formatted(sum));
        return header;
    }

    private static void put(byte[] header, int offset, String text) {
        var bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, offset, bytes.length);
    }
}
