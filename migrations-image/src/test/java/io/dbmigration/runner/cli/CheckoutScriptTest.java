package io.dbmigration.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** Elsewhere, names and passwords beyond ASCII are no paths to Java, or other ones. */
    @ParameterizedTest
    @ValueSource(strings = {"C", "POSIX", "en_US.UTF-8", "de_DE.ISO-8859-1"})
    void whateverTheLocaleJavaReadsAndWritesUtf8(String locale) throws Exception {
        executable(folder.resolve("java/bin/java"), "#!/bin/sh\nprintf '%s\\n' \"$LC_ALL\"\n");
        assertThat(started(Map.of("LC_ALL", locale))).isEqualTo("C.UTF-8");
    }

    @Test
    void aShellThatLooksForFoldersElsewhereDoesNotLeadItAway() throws Exception {
        assertThat(started(Map.of("CDPATH", "."))).contains("-XX:AOTCache=" + cache);
    }

    private String started() throws IOException, InterruptedException {
        return started(Map.of());
    }

    /** Called by a relative path, which is what the shell's CDPATH is for. */
    private String started(Map<String, String> environment) throws IOException, InterruptedException {
        var builder = new ProcessBuilder("home/bin/dbm", "status")
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
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
