package io.dbmigration.runner.job;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.ReportLine.Progress;
import io.dbmigration.runner.backup.Bytes;
import io.dbmigration.runner.report.Pace;
import org.jspecify.annotations.Nullable;

/** Tells how many bytes are through a stage. They come with every read of a pipe, and a sentence about each would cost more than the bytes. */
final class BytesProgress {

    private final RunTools tools;
    private final Reason reason;
    private final Pace pace;
    private @Nullable String stage;

    BytesProgress(RunTools tools, Reason reason) {
        this.tools = tools;
        this.reason = reason;
        this.pace = new Pace(tools.clock(), tools.report().interval());
    }

    /** @param done what is done with the bytes, for example {@code written} */
    void tell(String done, long bytes) {
        var passes = pace.allows();
        if (passes || !done.equals(stage)) {
            stage = done;
            tools.report().progress(new Progress(reason, null, null, null, null, null, done + " " + Bytes.text(bytes)));
        }
    }
}
