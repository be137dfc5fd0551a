package io.dbmigration.runner.cli;

import io.dbmigration.runner.job.Resolve;
import io.dbmigration.runner.job.ResolveOrder;
import io.dbmigration.runner.job.ResolveOrder.Mark;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Corrects the history by hand; runs no script. */
@Command(
        name = "resolve",
        description =
                "Mark one migration as applied or as rolled back, as prisma migrate resolve does; no script is run.",
        mixinStandardHelpOptions = true)
final class ResolveCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private CommonOptions options = new CommonOptions();

    @Mixin
    private DatabaseOption database = new DatabaseOption();

    @ArgGroup(exclusive = true, multiplicity = "1")
    private Marks marks = new Marks();

    @Mixin
    private LockOption lock = new LockOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    ResolveCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var url = database.url(terminal, spec.commandLine());
        var run = CommandRun.start(terminal);
        return run.carryOut(options.output, tools -> new Resolve(run.id(), tools).run(() -> order(run.id(), url)));
    }

    private ResolveOrder order(String run, String url) {
        var mark = marks.applied == null
                ? new Mark.RolledBack()
                : new Mark.Applied(options.migrations, CommonOptions.reader());
        return new ResolveOrder(run, DatabaseOption.settings(url, terminal), marks.migration(), mark, lock.timeout());
    }

    /** Exactly one of the two. */
    static final class Marks {

        @Option(
                names = "--applied",
                paramLabel = "M",
                description = "The database is as after this migration's script: do not run it.")
        private @Nullable String applied;

        @Option(
                names = "--rolled-back",
                paramLabel = "M",
                description =
                        "The database is as before this failed migration's script: run it again with the next deploy.")
        private @Nullable String rolledBack;

        private String migration() {
            return applied == null ? Objects.requireNonNull(rolledBack) : applied;
        }
    }
}
