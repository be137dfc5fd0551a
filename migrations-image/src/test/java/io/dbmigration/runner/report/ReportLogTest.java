package io.dbmigration.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dbmigration.contract.Reason;
import io.dbmigration.contract.ReportLine;
import io.dbmigration.contract.ReportLine.MigrationState;
import io.dbmigration.contract.ReportLine.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReportLogTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Redactor redactor = new Redactor();
    private final ReportLog log = new ReportLog(new PrintStream(out, true, StandardCharsets.UTF_8), redactor);

    @Test
    void progressIsOneLineWhoseFirstKeyIsDbm() {
        log.progress(new Progress(Reason.APPLYING, "20240101_init", 1, 9, 2, 14, null));

        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"dbm\":\"progress\",\"progress\":{\"reason\":\"Applying\",\"migration\":\"20240101_init\","
                                + "\"migrationIndex\":1,\"migrationCount\":9,\"statementIndex\":2,\"statementCount\":14}}\n");
    }

    @Test
    void whomItWaitsForShowsNoSecret() {
        redactor.hide("hunter2");

        log.progress(new Progress(Reason.APPLYING, null, null, null, null, null, "hunter2 of app"));

        assertThat(out.toString(StandardCharsets.UTF_8)).doesNotContain("hunter2");
    }

    @Test
    void aLongPlanComesInNumberedPartsThatEachFitALine() throws IOException {
        var pending = IntStream.range(0, 434)
                .mapToObj(index -> "20240101%06d_übung_%s".formatted(index, "x".repeat(index % 200)))
                .toList();

        log.plan(pending, 5000, () -> "sha256:1");

        var lines = lines();
        assertThat(lines).hasSizeGreaterThan(1);
        assertThat(lines).allSatisfy(line -> assertThat(line.parts()).isEqualTo(lines.size()));
        assertThat(lines.stream().map(ReportLine::part))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, lines.size()).boxed().toList());
        assertThat(lines.stream().flatMap(line -> line.plan().pending().stream()))
                .containsExactlyElementsOf(pending);
    }

    @Test
    void onlyTheFiftyNewestMigrationsAreTold() throws IOException {
        var states = IntStream.range(0, 120)
                .mapToObj(index -> new MigrationState("m" + index, "Applied", null, null, null, null))
                .toList();

        log.migrations(() -> states);

        assertThat(lines().stream().flatMap(line -> line.migrations().stream()))
                .hasSize(50)
                .last()
                .isEqualTo(states.getLast());
    }

    @Test
    void noMigrationsAreOneEmptyPart() throws IOException {
        log.migrations(List::of);

        assertThat(lines())
                .singleElement()
                .satisfies(line -> assertThat(line.migrations()).isEmpty());
    }

    private List<ReportLine> lines() throws IOException {
        var lines = new ArrayList<ReportLine>();
        for (var line : out.toString(StandardCharsets.UTF_8).split("\n")) {
            assertThat(line.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(ReportLine.MAX_BYTES);
            lines.add(new ObjectMapper().readValue(line, ReportLine.class));
        }
        return lines;
    }
}
