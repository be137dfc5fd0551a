package io.dbmigration.runner.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Asks one thing through libpq, which sets nothing that a role or server has; works while the driver connects. */
final class PsqlQuestion {

    private static final long PATIENCE_SECONDS = 30;

    private final Process process;

    private PsqlQuestion(Process process) {
        this.process = process;
    }

    static PsqlQuestion ask(Path psql, Map<String, String> libpq, String query) throws IOException {
        var command = new ProcessBuilder(psql.toString(), "-XAtqc", query).redirectErrorStream(true);
        command.environment().keySet().removeIf(name -> name.startsWith("PG"));
        command.environment().putAll(libpq);
        var process = command.start();
        process.getOutputStream().close();
        return new PsqlQuestion(process);
    }

    /** @throws IOException if there is none; its message says why, and holds no secret */
    String answer() throws IOException {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("no answer in " + PATIENCE_SECONDS + " s");
            }
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.exitValue() != 0) {
                throw new IOException(said);
            }
            return said;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stopped);
        } finally {
            process.destroyForcibly();
        }
    }
}
