package io.dbmigration.runner.cli;

import io.dbmigration.contract.RunResult.BundleFacts;
import io.dbmigration.runner.report.Json;
import java.nio.file.Path;
import picocli.CommandLine;

/** Prints the digest of a bundle, as {@code spec.bundle.digest} takes it. */
final class DigestCommand extends DbmCommand {

    private final CommonOptions options = new CommonOptions();
    private final Argument<Path> folder =
            Argument.parameter(Path.class, "DIR", "0..1", "The bundle (default: that of --migrations).");

    DigestCommand(Terminal terminal) {
        super(terminal, "digest", "Print the digest of a bundle, for spec.bundle.digest.");
        takes(options.arguments());
        takes(folder);
    }

    @Override
    public Integer call() {
        var root = folder.orElse(options.migrations());
        var bundle = options.bundle(root, this);
        bundle.notices().forEach(terminal().err()::println);
        switch (options.output()) {
            case text -> terminal().out().println(bundle.digest());
            case json ->
                terminal()
                        .out()
                        .println(Json.pretty(new BundleFacts(
                                bundle.digest(),
                                bundle.head().orElse(null),
                                bundle.migrations().size())));
        }
        return CommandLine.ExitCode.OK;
    }
}
