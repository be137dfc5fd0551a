package io.dbmigration.runner.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dbmigration.contract.RunRequest;
import io.dbmigration.contract.RunResult;
import io.dbmigration.contract.RunnerFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The pod's program in a JVM of its own, as in the Job. */
final class RunnerProcess implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final Path folder;

    private RunnerProcess(Process process, Path folder) {
        this.process = process;
        this.folder = folder;
    }

    /** @param folder for its files, of its own */
    static RunnerProcess start(Path folder, String request, Path programs) throws IOException {
        var options = List.of("-XX:TieredStopAtLevel=1", "-Xmx80m", "-cp", System.getProperty("java.class.path"));
        return start(folder, request, programs, options);
    }

    /** @param options of the JVM, the class path among them */
    static RunnerProcess start(Path folder, String request, Path programs, List<String> options) throws IOException {
        Files.createDirectories(folder);
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add(RunnerMain.class.getName());
        var builder = new ProcessBuilder(command);
        var environment = builder.environment();
        environment.put(RunnerFiles.REQUEST_VARIABLE, request);
        environment.put(RunnerMain.RESULT_VARIABLE, folder.resolve("result").toString());
        environment.put("DBMIGRATION_PG_BIN", programs.toString());
        environment.put("TMPDIR", folder.toString());
        builder.redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        return new RunnerProcess(builder.start(), folder);
    }

    static RunnerProcess start(Path folder, RunRequest request, Path programs) throws IOException {
        return start(folder, text(request), programs);
    }

    /** As the operator writes it. */
    static String text(RunRequest request) throws IOException {
        return JSON.writeValueAsString(request).replace("$", "\\u0024");
    }

    long pid() {
        return process.pid();
    }

    boolean endsWithin(Duration time) throws InterruptedException {
        return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** SIGTERM. */
    RunnerProcess terminate() {
        process.destroy();
        return this;
    }

    int exitStatus() throws InterruptedException {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("the runner ends").isTrue();
        return process.exitValue();
    }

    /** What became of it, once it has ended. */
    RunResult result() throws IOException, InterruptedException {
        exitStatus();
        assertThat(folder.resolve("result")).as(output()).exists();
        return JSON.readValue(folder.resolve("result").toFile(), RunResult.class);
    }

    /** All that it said so far. */
    String output() throws IOException {
        return Files.readString(folder.resolve("out")) + Files.readString(folder.resolve("err"));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
