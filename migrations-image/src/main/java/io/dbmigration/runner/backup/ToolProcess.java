package io.dbmigration.runner.backup;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A client program at work. Its environment is only what it is given: ours holds things that are none of its business. */
final class ToolProcess implements AutoCloseable {

    private static final int FIRST_LINES = 500;
    private static final int LAST_LINES = 5;
    private static final int LONGEST_LINE = 400;
    private static final int GRACE_SECONDS = 5;

    private final Process process;
    private final List<String> firstLines = new ArrayList<>();
    private final ArrayDeque<String> lastLines = new ArrayDeque<>();
    private final Thread errors;

    private ToolProcess(Process process) {
        this.process = process;
        this.errors = Thread.ofPlatform().daemon().name("stderr").start(this::readErrors);
    }

    /** With nothing on its standard input. */
    static ToolProcess start(List<String> command, Map<String, String> environment) throws IOException {
        var process = startFed(command, environment);
        process.input().close();
        return process;
    }

    /** Whoever starts it writes its standard input, and closes that. */
    static ToolProcess startFed(List<String> command, Map<String, String> environment) throws IOException {
        var builder = new ProcessBuilder(command);
        builder.environment().keySet().retainAll(List.of("PATH", "LD_LIBRARY_PATH", "HOME", "TMPDIR"));
        builder.environment().putAll(environment);
        builder.environment().put("LC_ALL", "C.UTF-8");
        return new ToolProcess(builder.start());
    }

    OutputStream input() {
        return process.getOutputStream();
    }

    InputStream output() {
        return process.getInputStream();
    }

    /** Waits for its end. */
    int exitStatus() throws InterruptedException {
        var status = process.waitFor();
        errors.join();
        return status;
    }

    /** Why it failed, in its own words. */
    String complaint() {
        return ToolComplaint.of(words());
    }

    /** What it said on standard error; of very much, the first and the last lines. */
    List<String> words() {
        synchronized (lastLines) {
            var words = new ArrayList<>(firstLines);
            words.addAll(lastLines);
            return words;
        }
    }

    /** Ends it; from any thread. */
    void cancel() {
        process.destroy();
    }

    /** Ends it where it still works, and waits for that. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void readErrors() {
        try (var lines = new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                keep(line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + "…" : line);
            }
        } catch (IOException gone) {
            keep("(its standard error could not be read further)");
        }
    }

    private void keep(String line) {
        synchronized (lastLines) {
            lastLines.addLast(line);
            if (lastLines.size() > LAST_LINES) {
                var passed = lastLines.removeFirst();
                if (firstLines.size() < FIRST_LINES) {
                    firstLines.add(passed);
                }
            }
        }
    }
}
