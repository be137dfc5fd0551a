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
import picocli.CommandLine;

/** Applies the pending migrations of a bundle, after a verified backup. */
final class DeployCommand extends DbmCommand {

    private final CommonOptions options = new CommonOptions();
    private final DatabaseOption database = new DatabaseOption();
    private final BackupOptions backup = new BackupOptions();
    private final S3Options s3 = new S3Options();
    private final ScriptLockOptions locks = new ScriptLockOptions();

    private final Argument<Boolean> dryRun =
            Argument.flag("Say what would be applied, statement by statement, and change nothing.", "--dry-run");

    private final Argument<String> target =
            Argument.option(String.class, "M", "The last migration to apply (default: all).", "--target");

    private final Argument<String> baselineUpTo = Argument.option(
            String.class,
            "M",
            "Adopt an existing database without history: it counts as migrated up to M.",
            "--baseline-up-to");

    private final Argument<Boolean> retry = Argument.flag(
            "Apply again what was rolled back on purpose or failed and left nothing, although the bundle is the same.",
            "--retry");

    private final Argument<Boolean> noCreateDatabase =
            Argument.flag("Refuse where the database or schema is missing.", "--no-create-database");

    DeployCommand(Terminal terminal) {
        super(terminal, "deploy", "Apply the pending migrations of a bundle, after a verified backup.");
        takes(options.arguments());
        takes(database.arguments());
        takesOneOf("0..1", backup.arguments());
        takes(s3.arguments());
        takes(dryRun, target, baselineUpTo, retry, noCreateDatabase);
        takes(locks.arguments());
    }

    @Override
    public Integer call() {
        var url = database.url(this);
        var run = CommandRun.start(terminal());
        if (dryRun.given()) {
            return foresee(new DryRun(order(run.id(), url), run.tools()).forecast());
        }
        try {
            return run.carryOut(options.output(), tools -> new Deploy(run.id(), tools).run(() -> order(run.id(), url)));
        } catch (BackupChoice.Missing undecided) {
            throw new WrongUsage(
                    commandLine(),
                    WrongUsage.Kind.BackupUndecided,
                    "This database has tables. Choose --backup-dir DIR or --backup-s3 S3URL for a verified backup before the first"
                            + " statement, or --no-backup to do without.");
        }
    }

    private int foresee(Forecast forecast) {
        var told = forecast.redacted(terminal().redactor());
        terminal()
                .out()
                .println(
                        switch (options.output()) {
                            case json -> Json.pretty(told);
                            case text -> TextForecast.of(told);
                        });
        return CommandLine.ExitCode.OK;
    }

    private DeployOrder order(String run, String url) {
        var settings = DatabaseOption.settings(url, terminal());
        return new DeployOrder(
                run,
                retry.given() ? run : null,
                settings,
                options.migrations(),
                CommonOptions.reader(),
                target.orNull(),
                baselineUpTo.orNull(),
                backup.choice(run, settings, bucket -> s3.storage(bucket, this)),
                PolicyGate.standard(),
                locks.limits(),
                noCreateDatabase.given() ? Missing.REFUSE : Missing.CREATE,
                List.of());
    }
}
