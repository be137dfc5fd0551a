package io.dbmigration.runner.job;

import io.dbmigration.contract.BundleLayout;
import io.dbmigration.contract.RunnerFiles;
import io.dbmigration.runner.script.ParsedScript;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import org.postgresql.Driver;
import picocli.CommandLine;

/**
 * A run that touches what a deploy needs and changes nothing, so that the image's cache knows these classes: a real request whose
 * server does not answer, then the classes that only a server would have brought.
 */
final class Training {

    private static final List<String> OURS = List.of("io/dbmigration/");
    private static final List<String> OF_THE_DRIVER = List.of(
            "org/postgresql/core/", "org/postgresql/jdbc/", "org/postgresql/util/", "org/postgresql/hostchooser/");

    /** {@code dbm} starts with the same cache. */
    private static final List<String> OF_THE_COMMAND_LINE = List.of("picocli/CommandLine");

    /** Nothing listens on port 1. */
    private static final String REQUEST = """
            {"kind":"Deploy","run":{"id":"training","number":1,"attempt":1,"namespace":"n","migration":"m","uid":"u","clusterUid":"c"},
             "database":{"url":{"literal":"postgresql://u:p@127.0.0.1:1/d?connect_timeout=1"},"createIfMissing":false},
             "bundle":{"path":"%s","source":"training","pinned":false},
             "backup":{"mode":"BeforeApply","verify":"Decode","path":"/"},
             "policy":{"advisoryLockTimeout":"1s","lockTimeout":"1s","lockBudget":"1s",
                       "ahead":"Block","missing":"Warn","edited":"Warn","outOfOrder":"Warn"},
             "verificationQueries":[],"timeout":"1m"}
            """;

    private Training() {}

    /** Fails where a class is missing that a deploy needs. */
    static void run() throws IOException {
        var folder = Files.createTempDirectory("training");
        var script = "CREATE TABLE t (id int); DO $$ BEGIN NULL; END $$; -- ü\n";
        ParsedScript.of(script, true);
        Files.writeString(Files.createDirectory(folder.resolve("1_init")).resolve(BundleLayout.SCRIPT), script);
        var environment = Map.of(
                RunnerFiles.REQUEST_VARIABLE, REQUEST.formatted(folder),
                RunnerMain.RESULT_VARIABLE, folder.resolve("result").toString());
        var quiet = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        new RunnerMain(environment, quiet, Clock.systemUTC()).run();
        load(Training.class, OURS);
        load(Driver.class, OF_THE_DRIVER);
        load(CommandLine.class, OF_THE_COMMAND_LINE);
    }

    /** The classes of a class's own jar; from a folder of classes there is no cache to train. */
    private static void load(Class<?> one, List<String> packages) throws IOException {
        var jar = jarOf(one);
        if (!Files.isRegularFile(jar)) {
            return;
        }
        try (var entries = new JarFile(jar.toFile())) {
            entries.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.endsWith(".class") && packages.stream().anyMatch(name::startsWith))
                    .forEach(Training::load);
        }
    }

    private static void load(String entry) {
        var name = entry.substring(0, entry.length() - ".class".length()).replace('/', '.');
        try {
            Class.forName(name, false, Training.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError optional) {
            if (name.startsWith("io.dbmigration.")) {
                throw new IllegalStateException(name + " cannot be loaded", optional);
            }
        }
    }

    private static Path jarOf(Class<?> one) {
        try {
            return Path.of(
                    one.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
