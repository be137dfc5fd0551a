package io.dbmigration.runner.cli;

import io.dbmigration.runner.job.Training;
import io.dbmigration.runner.report.Json;
import io.dbmigration.runner.report.Redactor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;

/** {@code dbm}: deploys migrations as the operator does, from a terminal or a pipeline. */
public final class DbmMain {

    /** It tells of all the others. */
    private static final String COMPLETION = "completion";

    /** In the order of the help. */
    private static final List<String> COMMANDS = List.of(
            "deploy", "status", "resolve", "rollback", "restore", "backup", "new", "checksum", "digest", COMPLETION);

    private DbmMain() {}

    /** In a training, the argument {@code job} asks for a run of the Job's program, too: the image has one cache for both. */
    public static void main(String[] arguments) throws IOException {
        var training = Training.wanted(System.getenv());
        if (training.isPresent()) {
            train(training.get());
            if (List.of(arguments).contains("job")) {
                Training.wanted(System.getenv()).orElseThrow().run();
            }
            return;
        }
        System.exit(run(Terminal.ofThisProcess(), arguments));
    }

    private static void train(Training training) throws IOException {
        var log = new ByteArrayOutputStream();
        var stream = new PrintStream(log, false, StandardCharsets.UTF_8);
        var terminal = new Terminal(System.getenv(), stream, stream, false, new Redactor());
        var bundle = training.bundle().toString();
        var url = training.url();
        Training.check(run(terminal, "deploy", "--no-backup", "--url", url, "--migrations", bundle), log);
        Training.check(run(terminal, "status", "--url", url, "--migrations", bundle), log);
    }

    static int run(Terminal terminal, String... arguments) {
        var first = arguments.length == 0 ? "" : arguments[0];
        // To build the model of all commands takes longer than a small deploy.
        var dbm = first.equals(COMPLETION) || !COMMANDS.contains(first)
                ? commands(terminal)
                : configured(dbm().addSubcommand(command(first, terminal).spec()), terminal);
        return dbm.execute(arguments);
    }

    private static DbmCommand command(String name, Terminal terminal) {
        return switch (name) {
            case "deploy" -> new DeployCommand(terminal);
            case "status" -> new StatusCommand(terminal);
            case "resolve" -> new ResolveCommand(terminal);
            case "rollback" -> new RollbackCommand(terminal);
            case "restore" -> new RestoreCommand(terminal);
            case "backup" -> new BackupCommand(terminal);
            case "new" -> new NewCommand(terminal);
            case "checksum" -> new ChecksumCommand(terminal);
            case "digest" -> new DigestCommand(terminal);
            case COMPLETION -> new CompletionCommand(terminal);
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** With all commands, for help and completion. */
    static CommandLine commands(Terminal terminal) {
        var dbm = dbm().addSubcommand(new HelpCommand());
        COMMANDS.forEach(name -> dbm.addSubcommand(command(name, terminal).spec()));
        return configured(dbm, terminal);
    }

    private static CommandLine dbm() {
        var spec = DbmCommand.withHelp(CommandSpec.create().name("dbm")).versionProvider(new Version());
        var exitStatus = new LinkedHashMap<String, String>();
        exitStatus.put("0", "done");
        exitStatus.put("1", "refused or failed");
        exitStatus.put("2", "wrong usage");
        spec.usageMessage()
                .description("Production-safe PostgreSQL migrations for bundles in the Prisma Migrate layout.")
                .exitCodeListHeading("Exit status:%n")
                .exitCodeList(exitStatus);
        return new CommandLine(spec);
    }

    private static CommandLine configured(CommandLine dbm, Terminal terminal) {
        return dbm.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
                .registerConverter(Duration.class, DurationOption::parse)
                // Its own works by reflection, for which Java makes classes.
                .registerConverter(Path.class, Path::of)
                .setParameterExceptionHandler((wrong, given) -> explain(terminal, wrong, given))
                .setExecutionExceptionHandler((error, command, parsed) -> explain(terminal, error, parsed));
    }

    private static int explain(Terminal terminal, CommandLine.ParameterException wrong, String... given) {
        var refusal = Refusal.of(wrong, terminal.redactor());
        if (OutputFormat.isJsonAsked(given)) {
            terminal.out().println(Json.pretty(refusal));
        } else {
            terminal.err().println("dbm: " + refusal.message());
            terminal.err().println(refusal.advice());
        }
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
