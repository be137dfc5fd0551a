package io.dbmigration.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.ReportLine.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TextReportTest {

    private static final String CLEAR = "\r\033[K";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private final TextReport pipeline = new TextReport(out, new Redactor(), false);
    private final TextReport terminal = new TextReport(out, new Redactor(), true);

    @Test
    void atATerminalTheLineOfBytesIsWrittenOver() {
        terminal.progress(passing(Reason.BACKING_UP, "written 1.0 MiB"));
        terminal.progress(passing(Reason.BACKING_UP, "written 2.0 MiB"));
        terminal.say("Done.");

        assertThat(text())
                .isEqualTo("Taking a backup: written 1.0 MiB" + CLEAR + "Taking a backup: written 2.0 MiB" + CLEAR
                        + "Done.\n");
    }

    @Test
    void inAPipelinesLogEachIsALineAndBytesComeSeldom() {
        pipeline.progress(passing(Reason.RESTORING, "restored 1.0 MiB"));
        pipeline.progress(passing(Reason.RESTORING, "restored 2.0 MiB"));

        assertThat(text()).isEqualTo("Restoring: restored 1.0 MiB\nRestoring: restored 2.0 MiB\n");
        assertThat(pipeline.interval()).isEqualTo(Duration.ofSeconds(10));
        assertThat(terminal.interval()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aRollbackIsToldAsOne() {
        pipeline.progress(new Progress(Reason.ROLLING_BACK, "1_a", 1, 1, null, null, null));

        assertThat(text()).isEqualTo("Rolling back 1_a (1/1)\n");
    }

    @Test
    void whatIsNoNewsIsNotSaidAgain() {
        pipeline.progress(passing(Reason.BACKING_UP, "preparing"));
        pipeline.progress(passing(Reason.BACKING_UP, "preparing"));

        assertThat(text()).isEqualTo("Taking a backup: preparing\n");
    }

    private static Progress passing(Reason reason, String what) {
        return new Progress(reason, null, null, null, null, null, what);
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
