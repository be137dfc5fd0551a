package io.dbmigration.runner.cli;

import io.dbmigration.contract.RunRequest.Request;
import io.dbmigration.contract.RunRequest.VerifyLevel;
import io.dbmigration.runner.backup.BackupOrder;
import io.dbmigration.runner.backup.BackupPlace;
import io.dbmigration.runner.backup.VolumeBackups;
import io.dbmigration.runner.database.ConnectionSettings;
import io.dbmigration.runner.job.Restore;
import io.dbmigration.runner.job.RestoreDryRun;
import io.dbmigration.runner.job.RestoreOrder;
import io.dbmigration.runner.job.RestoreOrder.Goal;
import io.dbmigration.runner.report.Json;
import io.dbmigration.runner.restore.RestoreOrigin;
import io.dbmigration.runner.restore.RestoreSource;
import io.dbmigration.runner.restore.SwapOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;

/** Brings one backup back. */
final class RestoreCommand extends DbmCommand {

    private final CommonOptions options = new CommonOptions();
    private final DatabaseOption database = new DatabaseOption();
    private final LockOption lock = new LockOption();

    private final Argument<String> path = Argument.parameter(
            String.class, "BACKUP_PATH", "1", "The backup's folder in --backup-dir, as the backup's result has it.");

    private final Argument<Path> folder = Argument.required(
            Path.class,
            "DIR",
            "Where the backup lies; with --swap the backup of the present state goes there, too.",
            "--backup-dir");

    private final Argument<String> newDatabase = Argument.option(
            String.class,
            "NAME",
            "The new database (default: a name made from the present one's and the time).",
            "--new-database");

    private final Argument<Boolean> swap = Argument.flag("Put it in the place of the present database.", "--swap");

    private final Argument<String> confirm = Argument.option(
            String.class, "DATABASE@OID", "With --swap: what is to be replaced, as --dry-run shows it.", "--confirm");

    private final Argument<List<String>> accept = Argument.options(
            "NAME",
            "With --swap: a replication slot, subscription or publication that may be left behind.",
            "--accept");

    private final Argument<Boolean> yes = Argument.flag("With --swap: really replace the database.", "--yes");

    private final Argument<Boolean> dryRun =
            Argument.flag("Check everything, say what would be done, and change nothing.", "--dry-run");

    RestoreCommand(Terminal terminal) {
        super(
                terminal,
                "restore",
                "Bring a backup back: as a new database beside the present one, or in its place (--swap).",
                "After a swap what was there before is kept under another name, and dbm deploy stops before the migrations that"
                        + " the backup did not have yet.");
        takes(options.arguments());
        takes(database.arguments());
        takes(path, folder);
        takesOneOf("0..1", Stream.of(newDatabase, swap));
        takes(confirm, accept, yes, dryRun);
        takes(lock.arguments());
    }

    @Override
    public Integer call() {
        var url = database.url(this);
        if (!swap.given() && Stream.of(confirm, accept, yes).anyMatch(Argument::given)) {
            throw new WrongUsage(commandLine(), "--confirm, --accept and --yes are about --swap, which is not given.");
        }
        var backup = StoredPath.of(folder.value(), path.value())
                .orElseThrow(() -> new WrongUsage(
                        commandLine(),
                        path.value() + " does not lie in the folder of --backup-dir, " + folder.value() + "."));
        var run = CommandRun.start(terminal());
        if (dryRun.given()) {
            return foresee(new RestoreDryRun(order(run.id(), url, backup), run.tools()).sentences());
        }
        if (swap.given() && (!confirm.given() || !yes.given())) {
            throw new WrongUsage(
                    commandLine(),
                    "--swap replaces the database. Look with --dry-run first, then say --confirm DATABASE@OID --yes.");
        }
        return run.carryOut(
                options.output(), tools -> new Restore(run.id(), tools).run(() -> order(run.id(), url, backup)));
    }

    private int foresee(List<String> sentences) {
        var told = sentences.stream().map(terminal().redactor()::text).toList();
        terminal()
                .out()
                .println(
                        switch (options.output()) {
                            case json -> Json.pretty(told);
                            case text -> String.join(System.lineSeparator(), told);
                        });
        return CommandLine.ExitCode.OK;
    }

    private RestoreOrder order(String run, String url, String backup) {
        var settings = DatabaseOption.settings(url, terminal());
        var origin = new RestoreOrigin(new Request("dbm restore", run, run), run);
        var bundle = new RestoreOrder.Wanted(options.migrations(), null);
        return new RestoreOrder(
                origin,
                settings,
                new RestoreSource(new VolumeBackups(folder.value()), backup, null, null),
                swap.given() ? inPlace(origin, settings, bundle) : new Goal.Beside(newDatabase.orNull()),
                bundle,
                lock.timeout());
    }

    private Goal inPlace(RestoreOrigin origin, ConnectionSettings settings, RestoreOrder.Wanted bundle) {
        return new Goal.InPlace(
                new SwapOrder(
                        confirm.orElse(""), "", accept.orElse(List.of()), origin.holdOf(bundle.digest(), null, null)),
                new BackupOrder(
                        folder.value(),
                        BackupPlace.of(settings.address(), settings.database(), origin.run()),
                        VerifyLevel.Decode));
    }
}
