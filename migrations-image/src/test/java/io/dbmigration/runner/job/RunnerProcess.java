package io.dbmigration.runner.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dbmigration.contract.RunRequest;
import io.dbmigration.contract.RunResult;
import io.dbmigration.contract.RunnerFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        Files.createDirectories(folder);
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx80m",
                "-cp",
                System.getProperty("java.class.path"),
                RunnerMain.class.getName());
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
        return start(folder, JSON.writeValueAsString(request).replace("$", "\\u0024"), programs);
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
