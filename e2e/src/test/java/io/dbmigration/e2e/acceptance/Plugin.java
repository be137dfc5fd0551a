package io.dbmigration.e2e.acceptance;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code kubectl dbm}: the plugin of this checkout, found and run by the cluster's own kubectl. Nobody sits at its terminal. */
final class Plugin {

    private static final String KUBECTL = "cluster/cluster";
    private static final Path FOLDER = Path.of("..", "kubectl").toAbsolutePath().normalize();

    private final String namespace;

    Plugin(String namespace) {
        this.namespace = namespace;
    }

    /** Waits until it ends. */
    Said dbm(String... arguments) {
        var command = new ArrayList<>(List.of(KUBECTL, "kubectl", "dbm"));
        command.addAll(List.of(arguments));
        command.add("--namespace=" + namespace);
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectInput(new File("/dev/null"));
        builder.environment().merge("PATH", FOLDER + ":", (path, ours) -> ours + path);
        try {
            var process = builder.start();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Said(process.waitFor(), said);
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }

    /** How it ended, and all it wrote. */
    record Said(int status, String text) {}
}
