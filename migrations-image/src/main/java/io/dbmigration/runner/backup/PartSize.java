package io.dbmigration.runner.backup;

/** How large the parts of an upload are, whose number is limited while the size of the whole is not known. */
final class PartSize {

    /** S3 takes no more. */
    static final int MOST_PARTS = 10_000;

    private static final int MIB = 1024 * 1024;
    private static final int SMALLEST = 8 * MIB;

    /** The rest is for dumps that are larger than their database. */
    private static final int PARTS_FOR_THE_EXPECTED = 8_000;

    private final int usual;
    private final int largest;

    /**
     * @param expected size of the whole in bytes
     * @param memory in bytes that may be used; two parts are in it at a time
     */
    PartSize(long expected, long memory) {
        this.largest = (int) Math.clamp(memory / 4, SMALLEST, 512L * MIB);
        this.usual =
                (int) Math.clamp(wholeMib(Math.min(expected, 1L << 50) / PARTS_FOR_THE_EXPECTED), SMALLEST, largest);
    }

    /** @param number of the part, from 1 */
    int of(int number) {
        return number <= PARTS_FOR_THE_EXPECTED ? usual : largest;
    }

    private static long wholeMib(long bytes) {
        return (bytes / MIB + 1) * MIB;
    }
}
