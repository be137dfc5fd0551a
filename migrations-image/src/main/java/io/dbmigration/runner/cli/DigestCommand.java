package io.dbmigration.runner.cli;

import io.dbmigration.contract.RunResult.BundleFacts;
import io.dbmigration.runner.report.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the digest of a bundle, as {@code spec.bundle.digest} takes it. */
@Command(
        name = "digest",
        description = "Print the digest of a bundle, for spec.bundle.digest.",
        mixinStandardHelpOptions = true)
final class DigestCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private CommonOptions options = new CommonOptions();

    @Parameters(arity = "0..1", paramLabel = "DIR", description = "The bundle (default: that of --migrations).")
    private @Nullable Path folder;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    DigestCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var root = folder == null ? options.migrations : folder;
        if (!Files.isDirectory(root)) {
            throw new WrongUsage(spec.commandLine(), "There is no folder " + root + ".");
        }
        var bundle = CommonOptions.reader().read(root);
        switch (options.output) {
            case text -> terminal.out().println(bundle.digest());
            case json ->
                terminal.out()
                        .println(Json.pretty(new BundleFacts(
                                bundle.digest(),
                                bundle.head().orElse(null),
                                bundle.migrations().size())));
        }
        return CommandLine.ExitCode.OK;
    }
}
