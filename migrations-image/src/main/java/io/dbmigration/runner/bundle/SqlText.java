package io.dbmigration.runner.bundle;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Decodes scripts. Prisma replaces malformed bytes before it hashes and runs a script; that would run something that nobody wrote,
 * so it is refused. A byte order mark is kept, as in Prisma.
 */
final class SqlText {

    private SqlText() {}

    /** @throws RunException BundleInvalid, naming the file and the first offending byte's offset, from 0 */
    static String decode(String path, byte[] bytes) {
        for (var i = 0; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                throw invalid(path, i, "holds a NUL character, which PostgreSQL does not take");
            }
        }
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        var in = ByteBuffer.wrap(bytes);
        var out = CharBuffer.allocate(bytes.length);
        if (decoder.decode(in, out, true).isError()) {
            throw invalid(path, in.position(), "is not UTF-8");
        }
        return out.flip().toString();
    }

    private static RunException invalid(String path, int offset, String what) {
        return new RunException(
                Reason.BUNDLE_INVALID, "The file '%s' of the bundle %s (byte %d).".formatted(path, what, offset));
    }
}
