package io.dbmigration.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page docs/reference/reasons.md is made from {@link Reason}; `make docs` writes it again. */
class ReasonsPageTest {

    private static final Path PAGE = Path.of("..", "docs", "reference", "reasons.md");

    @Test
    void thePageSaysWhatTheEnumSays() throws IOException {
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(PAGE, page());
        }
        assertThat(PAGE).as("run `make docs`").hasContent(page());
    }

    private static String page() {
        return """
                # Reasons

                Made from `contract/…/Reason.java` by `make docs`; do not edit. Reasons stand in the conditions, in events and in
                `status.lastRun.reason`, and are part of the API: a new one may come, none changes its meaning.

                | reason | Prisma's code | phase | next try | what to do |
                | --- | --- | --- | --- | --- |
                """ + Arrays.stream(Reason.values()).map(ReasonsPageTest::row).collect(Collectors.joining());
    }

    private static String row(Reason reason) {
        return "| `%s` | %s | %s | %s | %s |%n"
                .formatted(
                        reason.text(),
                        reason.prismaCode().orElse(""),
                        phase(reason),
                        nextTry(reason.retry()),
                        reason.advice());
    }

    private static String phase(Reason reason) {
        var failsAt = reason.retry().failsAt();
        return failsAt == 0
                ? reason.phase().text()
                : "%s; Failed from the %s time in a row"
                        .formatted(reason.phase().text(), ordinal(failsAt));
    }

    private static String nextTry(Retry retry) {
        return switch (retry.kind()) {
            case NONE -> "";
            case BACKOFF -> "10 s to 5 min, for ever";
            case BACKOFF_THEN_FAILED -> "10 s to 5 min; once Failed every 5 min";
            case AT_ONCE_THEN_FAILED -> "at once, until Failed";
            case KUBERNETES -> "Kubernetes tries until the Job's deadline";
            case ON_CHANGE -> "when another resource changes";
        };
    }

    private static String ordinal(int number) {
        return number == 3 ? "3rd" : number + "th";
    }
}
