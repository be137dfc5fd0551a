package io.dbmigration.runner.cli;

import picocli.CommandLine;

/** The command was called in a way that cannot mean anything; exit status 2. */
final class WrongUsage extends CommandLine.ParameterException {

    private static final long serialVersionUID = 1L;

    WrongUsage(CommandLine command, String message) {
        super(command, message);
    }
}
