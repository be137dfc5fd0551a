package io.dbmigration.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.ReportLine.Progress;
import io.dbmigration.runner.testing.HandClock;
import io.dbmigration.runner.testing.ProgressReport;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThrottledReportTest {

    private final HandClock clock = new HandClock();
    private final List<Integer> passed = new ArrayList<>();
    private final ProgressReport collecting = line -> passed.add(line.statementIndex());
    private final ThrottledReport report = new ThrottledReport(collecting, clock);

    @Test
    void thousandStatementsInOneSecondAreOneLine() {
        for (var statement = 1; statement <= 1000; statement++) {
            report.progress(at(statement));
        }

        assertThat(passed).containsExactly(1);
    }

    @Test
    void theLastOneBeforeALongStatementComesASecondLater() {
        report.progress(at(1));
        report.progress(at(2));
        report.progress(at(3));
        clock.pass(ThrottledReport.INTERVAL);
        report.tick();
        report.tick();

        assertThat(passed).containsExactly(1, 3);
    }

    private static Progress at(int statement) {
        return new Progress(Reason.APPLYING, "m", 1, 1, statement, 1000, null);
    }
}
