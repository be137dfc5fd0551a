package io.dbmigration.runner.cli;

import io.dbmigration.runner.history.Hold;
import io.dbmigration.runner.job.Rollback;
import io.dbmigration.runner.job.RollbackDryRun;
import io.dbmigration.runner.job.RollbackOrder;
import io.dbmigration.runner.report.Json;
import io.dbmigration.runner.report.RollbackForecast;
import io.dbmigration.runner.report.TextForecast;
import io.dbmigration.runner.rollback.RollbackWish;
import picocli.CommandLine;

/** Takes applied migrations back by their rollback.sql, newest first. */
final class RollbackCommand extends DbmCommand {

    private final CommonOptions options = new CommonOptions();
    private final DatabaseOption database = new DatabaseOption();
    private final BackupOptions backup = new BackupOptions();
    private final S3Options s3 = new S3Options();
    private final ScriptLockOptions locks = new ScriptLockOptions();

    private final Argument<String> migration =
            Argument.parameter(String.class, "M", "1", "The last migration to be taken back.");

    private final Argument<String> from = Argument.option(
            String.class,
            "M",
            "Refuse where this is not the newest applied migration (default: whatever it is).",
            "--from");

    private final Argument<Boolean> acceptDataLoss =
            Argument.flag("Also where a rollback.sql may destroy data.", "--accept-data-loss");

    private final Argument<Boolean> acceptPartial = Argument.flag(
            "Also where a rollback.sql cannot run in one transaction, and may stop half way.", "--accept-partial");

    private final Argument<Boolean> dryRun =
            Argument.flag("Say what would be taken back, statement by statement, and change nothing.", "--dry-run");

    RollbackCommand(Terminal terminal) {
        super(
                terminal,
                "rollback",
                "Take applied migrations back by their rollback.sql: the newest first, down to and including M.",
                "Afterwards dbm deploy stops before them until the bundle changes or it says --retry.");
        takes(options.arguments());
        takes(database.arguments());
        takesOneOf("0..1", backup.arguments());
        takes(s3.arguments());
        takes(migration, from, acceptDataLoss, acceptPartial, dryRun);
        takes(locks.arguments());
    }

    @Override
    public Integer call() {
        var url = database.url(this);
        var run = CommandRun.start(terminal());
        if (dryRun.given()) {
            return foresee(new RollbackDryRun(order(run.id(), url), run.tools()).forecast());
        }
        if (!backup.given()) {
            throw new WrongUsage(
                    commandLine(),
                    WrongUsage.Kind.BackupUndecided,
                    "Choose --backup-dir DIR or --backup-s3 S3URL for a verified backup before the first statement, or"
                            + " --no-backup to do without.");
        }
        return run.carryOut(options.output(), tools -> new Rollback(run.id(), tools).run(() -> order(run.id(), url)));
    }

    private int foresee(RollbackForecast forecast) {
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

    private RollbackOrder order(String run, String url) {
        var settings = DatabaseOption.settings(url, terminal());
        return new RollbackOrder(
                run,
                null,
                settings,
                options.migrations(),
                CommonOptions.reader(),
                null,
                new RollbackWish(
                        migration.value(),
                        from.orNull(),
                        acceptDataLoss.given(),
                        acceptPartial.given(),
                        new Hold.Request("dbm rollback", run, run)),
                backup.choice(run, settings, bucket -> s3.storage(bucket, this)),
                locks.limits());
    }
}
