package io.dbmigration.runner.cli;

import io.dbmigration.runner.report.Redactor;
import io.dbmigration.runner.testing.PgPrograms;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Calls {@code dbm} as a shell would, and hears what it says. */
final class Console {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /** The exit status. @param url of the variable DATABASE_URL */
    int run(String url, String... arguments) {
        return run(
                Map.of(
                        "DATABASE_URL",
                        url,
                        "DBMIGRATION_PG_BIN",
                        PgPrograms.folder().toString()),
                arguments);
    }

    int run(Map<String, String> environment, String... arguments) {
        out.reset();
        err.reset();
        return DbmMain.run(new Terminal(environment, stream(out), stream(err), false, new Redactor()), arguments);
    }

    /** Of the last call. */
    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    /** Of the last call. */
    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
