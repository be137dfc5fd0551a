package io.dbmigration.runner.cli;

import io.dbmigration.runner.history.Hold;
import io.dbmigration.runner.job.Rollback;
import io.dbmigration.runner.job.RollbackDryRun;
import io.dbmigration.runner.job.RollbackOrder;
import io.dbmigration.runner.report.Json;
import io.dbmigration.runner.report.RollbackForecast;
import io.dbmigration.runner.report.TextForecast;
import io.dbmigration.runner.rollback.RollbackWish;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes applied migrations back by their rollback.sql, newest first. */
@Command(
        name = "rollback",
        description = {
            "Take applied migrations back by their rollback.sql: the newest first, down to and including M.",
            "Afterwards dbm deploy stops before them until the bundle changes or it says --retry."
        },
        mixinStandardHelpOptions = true)
final class RollbackCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private CommonOptions options = new CommonOptions();

    @Mixin
    private DatabaseOption database = new DatabaseOption();

    @ArgGroup(exclusive = true)
    private @Nullable BackupOptions backup;

    @Mixin
    private S3Options s3 = new S3Options();

    @Parameters(paramLabel = "M", description = "The last migration to be taken back.")
    private String migration = "";

    @Option(
            names = "--from",
            paramLabel = "M",
            description = "Refuse where this is not the newest applied migration (default: whatever it is).")
    private @Nullable String from;

    @Option(names = "--accept-data-loss", description = "Also where a rollback.sql may destroy data.")
    private boolean acceptDataLoss;

    @Option(
            names = "--accept-partial",
            description = "Also where a rollback.sql cannot run in one transaction, and may stop half way.")
    private boolean acceptPartial;

    @Option(
            names = "--dry-run",
            description = "Say what would be taken back, statement by statement, and change nothing.")
    private boolean dryRun;

    @Mixin
    private ScriptLockOptions locks = new ScriptLockOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    RollbackCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var url = database.url(terminal, spec.commandLine());
        var run = CommandRun.start(terminal);
        if (dryRun) {
            return foresee(new RollbackDryRun(order(run.id(), url), run.tools()).forecast());
        }
        if (backup == null) {
            throw new WrongUsage(
                    spec.commandLine(),
                    "Choose --backup-dir DIR or --backup-s3 S3URL for a verified backup before the first statement, or"
                            + " --no-backup to do without.");
        }
        return run.carryOut(options.output, tools -> new Rollback(run.id(), tools).run(() -> order(run.id(), url)));
    }

    private int foresee(RollbackForecast forecast) {
        var told = forecast.redacted(terminal.redactor());
        terminal.out()
                .println(
                        switch (options.output) {
                            case json -> Json.pretty(told);
                            case text -> TextForecast.of(told);
                        });
        return CommandLine.ExitCode.OK;
    }

    private RollbackOrder order(String run, String url) {
        var settings = DatabaseOption.settings(url, terminal);
        return new RollbackOrder(
                run,
                null,
                settings,
                options.migrations,
                CommonOptions.reader(),
                null,
                new RollbackWish(
                        migration, from, acceptDataLoss, acceptPartial, new Hold.Request("dbm rollback", run, run)),
                BackupOptions.choice(backup, run, settings, bucket -> s3.storage(bucket, terminal, spec.commandLine())),
                locks.limits());
    }
}
