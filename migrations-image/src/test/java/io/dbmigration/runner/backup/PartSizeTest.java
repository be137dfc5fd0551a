package io.dbmigration.runner.backup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartSizeTest {

    private static final long MIB = 1024 * 1024;
    private static final long GIB = 1024 * MIB;

    /** The heap of the image. */
    private static final long MEMORY = 80 * MIB;

    @Test
    void partsAreSmallWhereTheyMayBe() {
        assertThat(new PartSize(2 * GIB, MEMORY).of(1)).isEqualTo((int) (8 * MIB));
        assertThat(new PartSize(2 * GIB, MEMORY).of(7_000)).isEqualTo((int) (8 * MIB));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 50 * GIB, 70 * GIB, 100 * GIB, 150 * GIB})
    void whatIsExpectedFits(long expected) {
        assertThat(whole(new PartSize(expected, MEMORY))).isGreaterThan(expected);
    }

    @Test
    void moreMemoryTakesLargerDumps() {
        assertThat(whole(new PartSize(1000 * GIB, 1024 * MIB))).isGreaterThan(1000 * GIB);
    }

    @Test
    void twoPartsLeaveHalfOfTheMemory() {
        assertThat(new PartSize(Long.MAX_VALUE, MEMORY).of(PartSize.MOST_PARTS)).isEqualTo((int) (20 * MIB));
    }

    @Test
    void noPartIsSmallerThanS3Allows() {
        assertThat(new PartSize(0, 0).of(1)).isGreaterThan((int) (5 * MIB));
    }

    private static long whole(PartSize sizes) {
        var sum = 0L;
        for (var number = 1; number <= PartSize.MOST_PARTS; number++) {
            sum += sizes.of(number);
        }
        return sum;
    }
}
