package io.dbmigration.runner.bundle;

import org.jspecify.annotations.Nullable;

/**
 * The text of a script.
 *
 * @param checksum as Prisma stores it: {@link Checksum#of}
 * @param fault why it is never run, without a final full stop; what stands for the malformed bytes is then not what anybody wrote
 */
public record Script(String text, String checksum, @Nullable String fault) {

    public static Script of(String text) {
        return new Script(text, Checksum.of(text), null);
    }

    /** @param bytes the text in UTF-8 */
    static Script of(String text, byte[] bytes) {
        return new Script(text, Checksum.of(bytes), null);
    }

    /** Whether a stored checksum is that of this script, see {@link Checksum#matches}; that of an unchanged one was computed when it was read. */
    public boolean hasChecksum(String stored) {
        return checksum.equals(stored) || Checksum.matches(stored, text);
    }

    static Script faulty(String text, String fault) {
        return new Script(text, Checksum.of(text), fault);
    }
}
