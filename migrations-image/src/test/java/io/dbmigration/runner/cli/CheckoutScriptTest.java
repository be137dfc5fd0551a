package io.dbmigration.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** bin/dbm of a checkout, with a Java that only says how it was started. */
class CheckoutScriptTest {

    private static final Instant EARLIER = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant LATER = Instant.parse("2026-01-02T00:00:00Z");

    @TempDir
    private Path folder;

    private Path lib;
    private Path jar;
    private Path cache;

    @BeforeEach
    void aCheckoutThatIsBuiltAndTrained() throws IOException {
        executable(folder.resolve("home/bin/dbm"), Files.readString(Path.of("bin/dbm")));
        executable(folder.resolve("java/bin/java"), "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
        Files.writeString(folder.resolve("java/release"), "JAVA_VERSION=\"25.0.3\"\n");
        lib = Files.createDirectories(folder.resolve("home/target/image/lib"));
        jar = Files.writeString(lib.resolve("runner.jar"), "");
        cache = Files.writeString(folder.resolve("home/target/dbm.aot"), "");
        set(jar, EARLIER);
        set(lib, EARLIER);
        set(cache, LATER);
    }

    @Test
    void whatIsLearnedIsUsed() throws Exception {
        assertThat(started()).contains("-XX:AOTCache=" + cache).endsWith("DbmMain status");
    }

    /** Java itself would run the old code. */
    @Test
    void whatWasLearnedBeforeAJarWasBuiltIsNotUsed() throws Exception {
        set(jar, LATER.plusSeconds(1));
        assertThat(started()).doesNotContain(cache.toString()).endsWith("DbmMain status");
    }

    @Test
    void whatWasLearnedBeforeAnOldJarCameIsNotUsed() throws Exception {
        set(Files.writeString(lib.resolve("older.jar"), ""), EARLIER);
        set(lib, LATER.plusSeconds(1));
        assertThat(started()).doesNotContain(cache.toString());
    }

    @Test
    void aCheckoutThatHasLearnedNothingStarts() throws Exception {
        Files.delete(cache);
        assertThat(started()).endsWith("DbmMain status");
    }

    private String started() throws IOException, InterruptedException {
        var builder = new ProcessBuilder(folder.resolve("home/bin/dbm").toString(), "status").redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", folder.resolve("java").toString());
        builder.environment().remove("DBMIGRATION_TRAINING");
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said.strip().replace('\n', ' ');
    }

    private static void executable(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private static void set(Path file, Instant time) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(time));
    }
}
