package io.dbmigration.runner.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmigration.runner.testing.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmallHeapPostgresIT {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select repeat('x', 1000) from generate_series(1, 400000)",
                "select repeat('x', 400000000)",
                "do $$ begin for i in 1..2000 loop raise notice '%', repeat('x', 200000); end loop; end $$",
            })
    void aScriptThatSelectsMoreThanTheHeapHoldsIsApplied(String script) throws IOException, InterruptedException {
        var database = TestServer.newDatabase();
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SmallHeapProgram.class.getName(),
                        database.url(),
                        script)
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).contains("Applied[");
    }
}
