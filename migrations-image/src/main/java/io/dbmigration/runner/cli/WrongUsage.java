package io.dbmigration.runner.cli;

import picocli.CommandLine;

/** The command was called in a way that cannot mean anything; exit status 2. */
final class WrongUsage extends CommandLine.ParameterException {

    private static final long serialVersionUID = 1L;

    /** As {@code -o json} says it; beside the reasons of a run, which never began. */
    enum Kind {
        WrongUsage,
        /** As in a dry run. */
        BackupUndecided
    }

    private final Kind kind;

    WrongUsage(CommandLine command, String message) {
        this(command, Kind.WrongUsage, message);
    }

    WrongUsage(CommandLine command, Kind kind, String message) {
        super(command, message);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }
}
