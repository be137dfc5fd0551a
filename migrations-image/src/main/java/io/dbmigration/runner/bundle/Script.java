package io.dbmigration.runner.bundle;

/**
 * The text of a script.
 *
 * @param checksum as Prisma stores it: {@link Checksum#of}
 */
public record Script(String text, String checksum) {

    public static Script of(String text) {
        return new Script(text, Checksum.of(text));
    }
}
