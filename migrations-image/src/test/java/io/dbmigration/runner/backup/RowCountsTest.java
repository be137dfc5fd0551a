package io.dbmigration.runner.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RowCountsTest {

    @Test
    void tellsWhatTheOtherOneHasNot() {
        var dumped =
                RowCounts.ofDump(new TreeMap<>(Map.of("public.a", 3L, "public.b", 0L, "public.c", 5L, "public.e", 9L)));
        var restored = new RowCounts(Map.of("public.a", 2L, "public.c", 5L, "public.d", 1L), Set.of("public.e"));

        assertThat(dumped.differences(restored))
                .containsExactly("public.a has 2 rows instead of 3", "public.b is missing");
    }
}
