package io.dbmigration.e2e.plugin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The plugin with a kubectl, a date and a sleep that only note what they are asked; the clock goes on when somebody sleeps. */
final class PlayedKubectl {

    private static final Path PLUGIN = Path.of("..", "kubectl", "kubectl-dbm").toAbsolutePath();
    private static final Path COMPLETION =
            Path.of("..", "kubectl", "kubectl_complete-dbm").toAbsolutePath();
    private static final Path PLAYED =
            Path.of("src", "test", "resources", "played-kubectl").toAbsolutePath();

    private final Path folder;

    PlayedKubectl(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder.resolve("bin"));
        Files.createDirectories(folder.resolve("answers"));
        Files.writeString(folder.resolve("clock"), "1000");
        for (var program : List.of("kubectl", "date", "sleep")) {
            Files.copy(PLAYED, folder.resolve("bin").resolve(program), StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    /** What calls that contain the word are answered, one after the other and the last for ever; one that starts with Error fails. */
    PlayedKubectl answers(String word, String... answers) throws IOException {
        for (int i = 0; i < answers.length; i++) {
            Files.writeString(folder.resolve("answers").resolve(word + "." + (i + 1)), answers[i]);
        }
        return this;
    }

    /** What kubectl's completion shows for these words, the last of them unfinished. */
    List<String> completes(String... words) throws IOException, InterruptedException {
        return sh(COMPLETION, words).out().lines().toList();
    }

    Said dbm(String... arguments) throws IOException, InterruptedException {
        return sh(PLUGIN, arguments);
    }

    private Said sh(Path script, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("sh", script.toString()));
        command.addAll(List.of(arguments));
        return run(command, "");
    }

    /** With a terminal on which a person types; both outputs come as one. */
    Said onATerminal(String typed, String... arguments) throws IOException, InterruptedException {
        var line = List.of(arguments).stream()
                .map(argument -> "'" + argument + "'")
                .collect(Collectors.joining(" ", "sh '" + PLUGIN + "' ", ""));
        return run(List.of("script", "-qec", line, "/dev/null"), typed);
    }

    private Said run(List<String> command, String typed) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.environment().put("PLAYED", folder.toString());
        builder.environment().merge("PATH", folder.resolve("bin") + ":", (path, ours) -> ours + path);
        var process = builder.start();
        try (var keyboard = process.getOutputStream()) {
            keyboard.write(typed.getBytes(StandardCharsets.UTF_8));
        }
        return new Said(
                process.waitFor(), Files.readString(folder.resolve("out")), Files.readString(folder.resolve("err")));
    }

    /** The object that was created; empty: none was. */
    String created() throws IOException {
        return textOf("created");
    }

    /** Each call in a line, each argument in brackets. */
    String calls() throws IOException {
        return textOf("calls");
    }

    private String textOf(String file) throws IOException {
        var path = folder.resolve(file);
        return Files.exists(path) ? Files.readString(path) : "";
    }

    /** What {@code wait} reads of a resource. */
    static String state(long generation, long observed, int run, Map<String, String> conditions, String reason) {
        return String.join(
                "\n",
                Long.toString(generation),
                Long.toString(observed),
                Integer.toString(run),
                conditions.getOrDefault("Ready", ""),
                conditions.getOrDefault("Stalled", ""),
                reason,
                "The message of " + reason + ".");
    }

    /** How it ended, and what it wrote. */
    record Said(int status, String out, String err) {}
}
