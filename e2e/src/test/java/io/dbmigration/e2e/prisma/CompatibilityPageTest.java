package io.dbmigration.e2e.prisma;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The page docs/prisma-compatibility.md is made from the histories; `make docs` writes it again. */
class CompatibilityPageTest {

    private static final Path PAGE = Path.of("..", "docs", "prisma-compatibility.md");

    private final String page = CompatibilityPage.of(Histories.all());

    @Test
    void thePageSaysWhatTheHistoriesDeclare() throws IOException {
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE).as("run `make docs`").hasContent(page);
    }

    @Test
    void eachHistoryHasANameOfItsOwn() {
        assertThat(Histories.all()).extracting(History::name).doesNotHaveDuplicates();
    }

    @Test
    void everyDeliberateDifferenceNamesATest() {
        assertThat(Arrays.stream(Deliberate.values()).map(Deliberate::title))
                .noneMatch(title ->
                        page.lines().anyMatch(line -> line.startsWith("| " + title + " |") && line.endsWith("|  |")));
    }
}
