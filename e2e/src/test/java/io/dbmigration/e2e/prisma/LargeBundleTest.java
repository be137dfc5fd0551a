package io.dbmigration.e2e.prisma;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LargeBundleTest {

    @Test
    void holds400MigrationsOfAboutTwoMegabytes() {
        var bytes = LargeBundle.scripts().values().stream()
                .mapToInt(script -> script.getBytes(StandardCharsets.UTF_8).length)
                .sum();
        assertThat(LargeBundle.scripts()).hasSize(400);
        assertThat(bytes).isBetween(1_700_000, 2_300_000);
    }

    @Test
    void isTheSameEveryTime() {
        assertThat(LargeBundle.scripts()).isEqualTo(LargeBundle.scripts());
    }
}
