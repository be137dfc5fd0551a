package io.dbmigration.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmigration.runner.report.Redactor;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The page docs/reference/dbm.md is what {@code dbm help} prints; `make docs` writes it again. */
class DbmPageTest {

    private static final Path PAGE = Path.of("..", "docs", "reference", "dbm.md");

    @Test
    void thePageSaysWhatTheHelpSays() throws IOException {
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(PAGE, page());
        }
        assertThat(PAGE).as("run `make docs`").hasContent(page());
    }

    private static String page() {
        var quiet = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        var dbm = DbmMain.commands(new Terminal(Map.of(), quiet, quiet, false, new Redactor()));
        return """
                # dbm

                Made from the program's own help by `make docs`; do not edit. [Without a cluster](../guide/without-a-cluster.md) shows it at work.

                """ + usage(dbm)
                + dbm.getSubcommands().values().stream()
                        .filter(command -> !command.getCommandName().equals("help"))
                        .map(command -> "## dbm " + command.getCommandName() + "\n\n" + usage(command))
                        .collect(Collectors.joining());
    }

    private static String usage(CommandLine command) {
        return command.getUsageMessage(Ansi.OFF)
                        .lines()
                        .map(line -> line.isBlank() ? "" : "    " + line)
                        .collect(Collectors.joining("\n"))
                + "\n\n";
    }
}
