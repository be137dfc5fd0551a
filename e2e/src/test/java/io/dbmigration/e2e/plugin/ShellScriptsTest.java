package io.dbmigration.e2e.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** shellcheck has no word to say about any shell script of the project. */
class ShellScriptsTest {

    private static final Path ROOT = Path.of("..");

    @Test
    void areClean() throws IOException, InterruptedException {
        var scripts = scripts();
        assertThat(scripts).contains("kubectl/kubectl-dbm", ".ci/prepare", "e2e/cluster/cluster");

        var command = new ArrayList<>(List.of("shellcheck"));
        command.addAll(scripts);
        var shellcheck = new ProcessBuilder(command)
                .directory(ROOT.toFile())
                .redirectErrorStream(true)
                .start();
        var said = new String(shellcheck.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(shellcheck.waitFor()).as(said).isZero();
    }

    private static List<String> scripts() throws IOException {
        var found = new ArrayList<String>();
        for (var folder : List.of(".ci", "bench", "e2e", "kubectl", "migrations-image", "operator")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
                for (var file : files.filter(ShellScriptsTest::mayBeAScript).toList()) {
                    if (isAScript(file)) {
                        found.add(ROOT.relativize(file).toString());
                    }
                }
            }
        }
        return found;
    }

    private static boolean mayBeAScript(Path file) {
        var name = file.getFileName().toString();
        return Files.isRegularFile(file)
                && (!name.contains(".") || name.endsWith(".sh"))
                && !file.toString().contains("/target/");
    }

    private static boolean isAScript(Path file) throws IOException {
        try (var content = Files.newInputStream(file)) {
            var start = new String(content.readNBytes(80), StandardCharsets.ISO_8859_1);
            return start.matches("(?s)#!\\S*[/ ](env )?(ba)?sh\\n.*") || start.startsWith("# shellcheck shell=");
        }
    }
}
