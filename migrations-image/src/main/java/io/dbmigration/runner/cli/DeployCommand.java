package io.dbmigration.runner.cli;

import io.dbmigration.runner.database.ServerOptions.Missing;
import io.dbmigration.runner.job.BackupChoice;
import io.dbmigration.runner.job.Deploy;
import io.dbmigration.runner.job.DeployOrder;
import io.dbmigration.runner.job.DryRun;
import io.dbmigration.runner.job.PolicyGate;
import io.dbmigration.runner.report.Forecast;
import io.dbmigration.runner.report.Json;
import io.dbmigration.runner.report.TextForecast;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Applies the pending migrations of a bundle, after a verified backup. */
@Command(
        name = "deploy",
        description = "Apply the pending migrations of a bundle, after a verified backup.",
        mixinStandardHelpOptions = true)
final class DeployCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private CommonOptions options = new CommonOptions();

    @Mixin
    private DatabaseOption database = new DatabaseOption();

    @ArgGroup(exclusive = true)
    private @Nullable BackupOptions backup;

    @Mixin
    private S3Options s3 = new S3Options();

    @Option(names = "--dry-run", description = "Say what would be applied, statement by statement, and change nothing.")
    private boolean dryRun;

    @Option(names = "--target", paramLabel = "M", description = "The last migration to apply (default: all).")
    private @Nullable String target;

    @Option(
            names = "--baseline-up-to",
            paramLabel = "M",
            description = "Adopt an existing database without history: it counts as migrated up to M.")
    private @Nullable String baselineUpTo;

    @Option(
            names = "--retry",
            description =
                    "Apply again what was rolled back on purpose or failed and left nothing, although the bundle is the same.")
    private boolean retry;

    @Option(names = "--no-create-database", description = "Refuse where the database or schema is missing.")
    private boolean noCreateDatabase;

    @Mixin
    private ScriptLockOptions locks = new ScriptLockOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    DeployCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var url = database.url(terminal, spec.commandLine());
        var run = CommandRun.start(terminal);
        if (dryRun) {
            return foresee(new DryRun(order(run.id(), url), run.tools()).forecast());
        }
        try {
            return run.carryOut(options.output, tools -> new Deploy(run.id(), tools).run(() -> order(run.id(), url)));
        } catch (BackupChoice.Missing undecided) {
            throw new WrongUsage(
                    spec.commandLine(),
                    "This database has tables. Choose --backup-dir DIR or --backup-s3 S3URL for a verified backup before the first"
                            + " statement, or --no-backup to do without.");
        }
    }

    private int foresee(Forecast forecast) {
        var told = forecast.redacted(terminal.redactor());
        terminal.out()
                .println(
                        switch (options.output) {
                            case json -> Json.pretty(told);
                            case text -> TextForecast.of(told);
                        });
        return CommandLine.ExitCode.OK;
    }

    private DeployOrder order(String run, String url) {
        var settings = DatabaseOption.settings(url, terminal);
        return new DeployOrder(
                run,
                retry ? run : null,
                settings,
                options.migrations,
                CommonOptions.reader(),
                target,
                baselineUpTo,
                BackupOptions.choice(backup, run, settings, bucket -> s3.storage(bucket, terminal, spec.commandLine())),
                PolicyGate.standard(),
                locks.limits(),
                noCreateDatabase ? Missing.REFUSE : Missing.CREATE,
                List.of());
    }
}
