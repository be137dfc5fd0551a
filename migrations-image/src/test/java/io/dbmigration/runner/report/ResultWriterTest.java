package io.dbmigration.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dbmigration.contract.Failure;
import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunKind;
import io.dbmigration.contract.RunResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultWriterTest {

    @TempDir
    private Path folder;

    @Test
    void aShortResultIsWrittenWhole() throws IOException {
        var result = result("ok", failure("m", "message", "detail", "hint", "log"), List.of());

        assertThat(written(result)).isEqualTo(result);
    }

    @Test
    void theLogTailGoesFirstThenTheHintThenTheDetail() throws IOException {
        var third = "x".repeat(1500);

        var withoutLog = written(result("ok", failure("m", "message", third, third, third), List.of()));
        assertThat(withoutLog.failure()).isEqualTo(failure("m", "message", third, third, null));

        var withoutHint = written(result("ok", failure("m", "message", third + third, third, third), List.of()));
        assertThat(withoutHint.failure()).isEqualTo(failure("m", "message", third + third, null, null));

        var withoutDetail =
                written(result("ok", failure("m", "message", third + third + third, third, third), List.of()));
        assertThat(withoutDetail.failure()).isEqualTo(failure("m", "message", null, null, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "\u0001", "\"", "ü", "\uD83D\uDE00"})
    void everythingTooLongStillFitsAndKeepsWhatMatters(String character) throws IOException {
        var much = character.repeat(9000);
        var notices = IntStream.range(0, 200)
                .mapToObj(index -> new RunResult.Notice("Edited", much))
                .toList();

        var fitted = written(result(much, failure("20240101_init", much, much, much, much), notices));

        assertThat(fitted.reason()).isEqualTo(Reason.MIGRATION_FAILED);
        assertThat(fitted.bundle()).isEqualTo(new RunResult.BundleFacts("sha256:1", "head", 9));
        assertThat(fitted.counts()).isEqualTo(new RunResult.Counts(8, 1, 0, 0));
        assertThat(fitted.headMigration()).isEqualTo("head");
        assertThat(fitted.failure().migration()).isEqualTo("20240101_init");
        assertThat(fitted.message()).startsWith(character).endsWith("…");
    }

    @Test
    void aResultOverAnOlderLongerOneLeavesNothingOfIt() throws IOException {
        var file = folder.resolve("message");
        Files.writeString(file, "y".repeat(10_000), StandardCharsets.UTF_8);

        new ResultWriter(file, new Redactor()).write(result("ok", null, List.of()));

        assertThat(Files.readString(file)).startsWith("{").endsWith("}");
    }

    @Test
    void holdsNoSecret() throws IOException {
        var file = folder.resolve("message");

        var redactor = new Redactor();
        redactor.hide("hunter2");

        new ResultWriter(file, redactor)
                .write(result(
                        "hunter2",
                        failure("m", "hunter2", "hunter2", "hunter2", "hunter2"),
                        List.of(new RunResult.Notice("Note", "hunter2"))));

        assertThat(Files.readString(file)).doesNotContain("hunter2").contains("***");
    }

    private RunResult written(RunResult result) throws IOException {
        var message = new ResultWriter(folder.resolve("message"), new Redactor()).message(result);
        assertThat(message.length).isLessThanOrEqualTo(RunResult.MAX_BYTES);
        return new ObjectMapper().readValue(message, RunResult.class);
    }

    private static Failure failure(String migration, String message, String detail, String hint, String log) {
        return new Failure(migration, 3, 14, "42601", "P3018", message, detail, hint, null, log);
    }

    private static RunResult result(String message, Failure failure, List<RunResult.Notice> notices) {
        return new RunResult(
                "shop-1",
                RunKind.Deploy,
                RunResult.Outcome.Failed,
                Reason.MIGRATION_FAILED,
                message,
                new RunResult.BundleFacts("sha256:1", "head", 9),
                "head",
                new RunResult.Counts(8, 1, 0, 0),
                null,
                null,
                failure,
                notices,
                "2026-01-01T00:00:00Z",
                "2026-01-01T00:00:01Z",
                null,
                null,
                null);
    }
}
