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

    private SqlText() {}

    /** A fault names the file and the first offending byte's offset, from 0. */
    static Script decode(String path, byte[] bytes) {
        for (var i = 0; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                return faulty(path, bytes, i, "holds a NUL character, which PostgreSQL does not take");
            }
        }
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        var in = ByteBuffer.wrap(bytes);
        var out = CharBuffer.allocate(bytes.length);
        return decoder.decode(in, out, true).isError()
                ? faulty(path, bytes, in.position(), "is not UTF-8")
                : Script.of(out.flip().toString());
    }

    private static Script faulty(String path, byte[] bytes, int offset, String what) {
        return Script.faulty(
                new String(bytes, StandardCharsets.UTF_8),
                "The file '%s' of the bundle %s (byte %d)".formatted(path, what, offset));
    }
}
