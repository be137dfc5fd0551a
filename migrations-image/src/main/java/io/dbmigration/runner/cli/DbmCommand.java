package io.dbmigration.runner.cli;

import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** One of the things that {@code dbm} does; answers with the exit status. */
abstract class DbmCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final CommandSpec spec;

    DbmCommand(Terminal terminal, String name, String... description) {
        this.terminal = terminal;
        this.spec = withHelp(CommandSpec.wrapWithoutInspection(this).name(name));
        spec.usageMessage().description(description);
    }

    /** What every command understands, and {@code dbm} itself. */
    static CommandSpec withHelp(CommandSpec spec) {
        return spec.addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Show this help message and exit.")
                        .build())
                .addOption(OptionSpec.builder("-V", "--version")
                        .versionHelp(true)
                        .description("Print version information and exit.")
                        .build());
    }

    final Terminal terminal() {
        return terminal;
    }

    final CommandSpec spec() {
        return spec;
    }

    /** For what is wrong with its arguments. */
    final CommandLine commandLine() {
        return spec.commandLine();
    }

    final void takes(Stream<Argument<?>> arguments) {
        arguments.forEach(argument -> spec.add(argument.spec()));
    }

    final void takes(Argument<?>... arguments) {
        takes(Stream.of(arguments));
    }

    /** @param multiplicity {@code 1}: one has to be given; {@code 0..1} */
    final void takesOneOf(String multiplicity, Stream<Argument<?>> arguments) {
        var group = ArgGroupSpec.builder().exclusive(true).multiplicity(multiplicity);
        arguments.forEach(argument -> group.addArg(argument.spec()));
        spec.addArgGroup(group.build());
    }
}
