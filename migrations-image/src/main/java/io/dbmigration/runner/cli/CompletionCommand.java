package io.dbmigration.runner.cli;

import picocli.AutoComplete;
import picocli.CommandLine;

/** Prints a script that teaches bash or zsh the commands and options. */
final class CompletionCommand extends DbmCommand {

    CompletionCommand(Terminal terminal) {
        super(terminal, "completion", "Print a completion script for bash and zsh: source <(dbm completion)");
    }

    @Override
    public Integer call() {
        var dbm = spec().root().commandLine();
        terminal().out().print(AutoComplete.bash(dbm.getCommandName(), dbm));
        return CommandLine.ExitCode.OK;
    }
}
