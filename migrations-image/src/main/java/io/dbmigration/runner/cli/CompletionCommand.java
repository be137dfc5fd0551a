package io.dbmigration.runner.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints a script that teaches bash or zsh the commands and options. */
@Command(
        name = "completion",
        description = "Print a completion script for bash and zsh: source <(dbm completion)",
        mixinStandardHelpOptions = true)
final class CompletionCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    CompletionCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var dbm = spec.root().commandLine();
        terminal.out().print(AutoComplete.bash(dbm.getCommandName(), dbm));
        return CommandLine.ExitCode.OK;
    }
}
