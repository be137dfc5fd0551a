package io.dbmigration.runner.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmigration.contract.Reason;
import io.dbmigration.runner.backup.PgTools;
import io.dbmigration.runner.testing.HandClock;
import io.dbmigration.runner.testing.ProgressReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BytesProgressTest {

    private final HandClock clock = new HandClock();
    private final List<String> told = new ArrayList<>();
    private final ProgressReport report = line -> told.add(line.waitingFor());
    private final BytesProgress bytes = new BytesProgress(
            new RunTools(PgTools.of(Map.of()), Path.of(""), report, new StopSignal(), clock), Reason.BACKING_UP);

    @Test
    void aThousandReadsOfOneSecondAreOneLine() {
        for (var read = 1; read <= 1000; read++) {
            bytes.tell("written", read);
        }
        clock.pass(Duration.ofSeconds(1));
        bytes.tell("written", 2048);

        assertThat(told).containsExactly("written 1 B", "written 2.0 KiB");
    }

    @Test
    void thatTheNextStageBeganIsToldAtOnce() {
        bytes.tell("written", 10);
        bytes.tell("verified", 1);
        bytes.tell("verified", 2);

        assertThat(told).containsExactly("written 10 B", "verified 1 B");
    }
}
