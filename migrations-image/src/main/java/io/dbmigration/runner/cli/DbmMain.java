package io.dbmigration.runner.cli;

import io.dbmigration.runner.report.Json;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** {@code dbm}: deploys migrations as the operator does, from a terminal or a pipeline. */
@Command(
        name = "dbm",
        description = "Production-safe PostgreSQL migrations for bundles in the Prisma Migrate layout.",
        mixinStandardHelpOptions = true,
        versionProvider = DbmMain.Version.class,
        subcommands = HelpCommand.class,
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {"0:done", "1:refused or failed", "2:wrong usage"})
public final class DbmMain {

    private DbmMain() {}

    public static void main(String[] arguments) {
        System.exit(run(Terminal.ofThisProcess(), arguments));
    }

    static int run(Terminal terminal, String... arguments) {
        return commands(terminal).execute(arguments);
    }

    static CommandLine commands(Terminal terminal) {
        return new CommandLine(new DbmMain())
                .addSubcommand(new DeployCommand(terminal))
                .addSubcommand(new StatusCommand(terminal))
                .addSubcommand(new ResolveCommand(terminal))
                .addSubcommand(new NewCommand(terminal))
                .addSubcommand(new ChecksumCommand(terminal))
                .addSubcommand(new DigestCommand(terminal))
                .addSubcommand(new CompletionCommand(terminal))
                .setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
                .registerConverter(Duration.class, DurationOption::parse)
                .setParameterExceptionHandler((wrong, given) -> explain(terminal, wrong))
                .setExecutionExceptionHandler((error, command, parsed) -> explain(terminal, error, parsed));
    }

    /** The wrong argument may be a URL with its password. */
    private static int explain(Terminal terminal, CommandLine.ParameterException wrong) {
        var command = wrong.getCommandLine();
        terminal.err().println(terminal.redactor().text("dbm: " + wrong.getMessage()));
        terminal.err().println("See: dbm help " + command.getCommandName());
        return CommandLine.ExitCode.USAGE;
    }

    private static int explain(Terminal terminal, Exception error, CommandLine.ParseResult parsed) {
        var refusal = Refusal.of(error, terminal.redactor());
        var command = parsed.hasSubcommand() ? parsed.subcommand() : parsed;
        if (command.matchedOptionValue("--output", OutputFormat.text) == OutputFormat.json) {
            terminal.out().println(Json.pretty(refusal));
        } else {
            terminal.err().println("dbm: " + refusal.text());
        }
        return CommandLine.ExitCode.SOFTWARE;
    }

    /** As the jar says. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            var version = DbmMain.class.getPackage().getImplementationVersion();
            return new String[] {"dbm " + Objects.requireNonNullElse(version, "(not from a jar)")};
        }
    }
}
