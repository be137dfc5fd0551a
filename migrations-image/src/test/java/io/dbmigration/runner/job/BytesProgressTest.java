package io.dbmigration.runner.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.ReportLine.MigrationState;
import io.dbmigration.contract.ReportLine.Plan;
import io.dbmigration.contract.ReportLine.Progress;
import io.dbmigration.runner.backup.PgTools;
import io.dbmigration.runner.report.Report;
import io.dbmigration.runner.testing.HandClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BytesProgressTest {

    private final HandClock clock = new HandClock();
    private final List<String> told = new ArrayList<>();
    private final BytesProgress bytes = new BytesProgress(
            new RunTools(PgTools.of(Map.of()), Path.of(""), new Collecting(), new StopSignal(), clock),
            Reason.BACKING_UP);

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

    private final class Collecting implements Report {

        @Override
        public void progress(Progress progress) {
            told.add(progress.waitingFor());
        }

        @Override
        public void plan(Plan plan) {}

        @Override
        public void migrations(List<MigrationState> migrations) {}

        @Override
        public void say(String sentence) {}
    }
}
