package io.dbmigration.runner.report;

import io.dbmigration.contract.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the result where Kubernetes takes the termination message from. */
public final class ResultWriter {

    private final Path file;
    private final Redactor redactor;

    public ResultWriter(Path file, Redactor redactor) {
        this.file = file;
        this.redactor = redactor;
    }

    /** Whole or not at all: one write of at most {@link RunResult#MAX_BYTES} bytes over what stood there. */
    public void write(RunResult result) throws IOException {
        Files.write(file, message(result));
    }

    byte[] message(RunResult result) {
        return ResultFitter.fit(redactor.result(result), RunResult.MAX_BYTES);
    }
}
