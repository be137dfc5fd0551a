package io.dbmigration.runner.cli;

import io.dbmigration.runner.report.Redactor;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where a command gets its environment from and says what it has to say.
 *
 * @param interactive whether {@code err} is a terminal, where a line may be written over
 * @param out for the answer alone
 * @param err for progress and for what went wrong
 */
record Terminal(
        Map<String, String> environment, PrintStream out, PrintStream err, boolean interactive, Redactor redactor) {

    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

    static Terminal ofThisProcess() {
        return new Terminal(System.getenv(), System.out, System.err, isTerminal(), new Redactor());
    }

    /** Java knows only whether both standard input and output are one. */
    private static boolean isTerminal() {
        try {
            var device = Files.readSymbolicLink(STANDARD_ERROR).toString();
            return (device.startsWith("/dev/pts/") || device.startsWith("/dev/tty"))
                    && !"dumb".equals(System.getenv("TERM"));
        } catch (IOException | UnsupportedOperationException unknown) {
            return false;
        }
    }
}
