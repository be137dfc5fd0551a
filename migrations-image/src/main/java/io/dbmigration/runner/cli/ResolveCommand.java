package io.dbmigration.runner.cli;

import io.dbmigration.runner.job.Resolve;
import io.dbmigration.runner.job.ResolveOrder;
import io.dbmigration.runner.job.ResolveOrder.Mark;
import java.util.stream.Stream;

/** Corrects the history by hand; runs no script. */
final class ResolveCommand extends DbmCommand {

    private final CommonOptions options = new CommonOptions();
    private final DatabaseOption database = new DatabaseOption();
    private final LockOption lock = new LockOption();

    private final Argument<String> applied = Argument.option(
            String.class, "M", "The database is as after this migration's script: do not run it.", "--applied");

    private final Argument<String> rolledBack = Argument.option(
            String.class,
            "M",
            "The database is as before this failed migration's script: run it again with the next deploy.",
            "--rolled-back");

    ResolveCommand(Terminal terminal) {
        super(
                terminal,
                "resolve",
                "Mark one migration as applied or as rolled back, as prisma migrate resolve does; no script is run.");
        takes(options.arguments());
        takes(database.arguments());
        takesOneOf("1", Stream.of(applied, rolledBack));
        takes(lock.arguments());
    }

    @Override
    public Integer call() {
        var url = database.url(this);
        var run = CommandRun.start(terminal());
        return run.carryOut(options.output(), tools -> new Resolve(run.id(), tools).run(() -> order(run.id(), url)));
    }

    private ResolveOrder order(String run, String url) {
        var mark = applied.given()
                ? new Mark.Applied(options.migrations(), CommonOptions.reader())
                : new Mark.RolledBack();
        var migration = applied.given() ? applied.value() : rolledBack.value();
        return new ResolveOrder(run, DatabaseOption.settings(url, terminal()), migration, mark, lock.timeout());
    }
}
