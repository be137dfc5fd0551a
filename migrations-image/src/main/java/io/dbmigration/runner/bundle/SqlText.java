package io.dbmigration.runner.bundle;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Decodes scripts. Prisma replaces malformed bytes before it hashes and runs a script; that would run something that nobody wrote, so
 * such a script has a fault and is never run. One that Prisma has applied long ago does no harm. A byte order mark is kept, as in
 * Prisma.
 */
final class SqlText {

    private static final char REPLACEMENT = '\uFFFD';

    private SqlText() {}

    /** A fault names the file and the first offending byte's offset, from 0. */
    static Script decode(String path, byte[] bytes) {
        var text = new String(bytes, StandardCharsets.UTF_8);
        if (text.indexOf(0) >= 0) {
            return faulty(path, bytes, indexOfNul(bytes), "holds a NUL character, which PostgreSQL does not take");
        }
        // Stands where bytes were malformed, or where somebody wrote it.
        var malformed = text.indexOf(REPLACEMENT) < 0 ? -1 : indexOfMalformed(bytes);
        return malformed < 0 ? Script.of(text, bytes) : faulty(path, bytes, malformed, "is not UTF-8");
    }

    private static int indexOfNul(byte[] bytes) {
        var index = 0;
        while (bytes[index] != 0) {
            index++;
        }
        return index;
    }

    /** Less than 0: nothing is. */
    private static int indexOfMalformed(byte[] bytes) {
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        var in = ByteBuffer.wrap(bytes);
        return decoder.decode(in, CharBuffer.allocate(bytes.length), true).isError() ? in.position() : -1;
    }

    private static Script faulty(String path, byte[] bytes, int offset, String what) {
        return Script.faulty(
                new String(bytes, StandardCharsets.UTF_8),
                "The file '%s' of the bundle %s (byte %d)".formatted(path, what, offset));
    }
}
