package io.dbmigration.runner.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IcuOrderTest {

    @ParameterizedTest(name = "{0} before {1}")
    @CsvSource({
        "20240101000000_a, 20240101000001_a",
        "20240101000000_a, 20240101000000_b",
        "1_init, 10_x",
        "2024_x, 20240101_x",
        "1_B, 1_c",
        "1_c, 1_C",
        "1_C, 1_d",
        "ab, abc",
        "aB, abc",
        "a_b, a-b",
        "a-b, a.b",
        "a.b, a1",
        "a b, a_b",
        "9, a",
        "Z, é",
    })
    void sortsAsJavaScriptDoes(String first, String second) {
        assertThat(new IcuOrder().compare(first, second)).isNegative();
        assertThat(new IcuOrder().compare(second, first)).isPositive();
    }

    @Test
    void aNameEqualsOnlyItself() {
        assertThat(new IcuOrder().compare("1_init", "1_init")).isZero();
    }

    @Test
    void usualNamesSortTheSameByTheirBytes() {
        assertThat(IcuOrder.differsFromBytes(List.of("20240101000000_a", "20240102000000_b")))
                .isFalse();
        assertThat(IcuOrder.differsFromBytes(List.of("1_init", "10_x"))).isTrue();
    }
}
