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
import java.util.Objects;
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

/** Brings one backup back. */
@Command(
        name = "restore",
        description = {
            "Bring a backup back: as a new database beside the present one, or in its place (--swap).",
            "After a swap what was there before is kept under another name, and dbm deploy stops before the migrations that"
                    + " the backup did not have yet."
        },
        mixinStandardHelpOptions = true)
final class RestoreCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private CommonOptions options = new CommonOptions();

    @Mixin
    private DatabaseOption database = new DatabaseOption();

    @Parameters(
            paramLabel = "BACKUP_PATH",
            description = "The backup's folder in --backup-dir, as the backup's result has it.")
    private String path = "";

    @Option(
            names = "--backup-dir",
            paramLabel = "DIR",
            required = true,
            description = "Where the backup lies; with --swap the backup of the present state goes there, too.")
    private Path folder = Path.of(".");

    @ArgGroup(exclusive = true)
    private GoalOption goal = new GoalOption();

    @Option(
            names = "--confirm",
            paramLabel = "DATABASE@OID",
            description = "With --swap: what is to be replaced, as --dry-run shows it.")
    private @Nullable String confirm;

    @Option(
            names = "--accept",
            paramLabel = "NAME",
            description = "With --swap: a replication slot, subscription or publication that may be left behind.")
    private List<String> accept = List.of();

    @Option(names = "--yes", description = "With --swap: really replace the database.")
    private boolean yes;

    @Option(names = "--dry-run", description = "Check everything, say what would be done, and change nothing.")
    private boolean dryRun;

    @Mixin
    private LockOption lock = new LockOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    RestoreCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var url = database.url(terminal, spec.commandLine());
        var run = CommandRun.start(terminal);
        if (dryRun) {
            return foresee(new RestoreDryRun(order(run.id(), url), run.tools()).sentences());
        }
        if (goal.swap && (confirm == null || !yes)) {
            throw new WrongUsage(
                    spec.commandLine(),
                    "--swap replaces the database. Look with --dry-run first, then say --confirm DATABASE@OID --yes.");
        }
        return run.carryOut(options.output, tools -> new Restore(run.id(), tools).run(() -> order(run.id(), url)));
    }

    private int foresee(List<String> sentences) {
        var told = sentences.stream().map(terminal.redactor()::text).toList();
        terminal.out()
                .println(
                        switch (options.output) {
                            case json -> Json.pretty(told);
                            case text -> String.join(System.lineSeparator(), told);
                        });
        return CommandLine.ExitCode.OK;
    }

    private RestoreOrder order(String run, String url) {
        var settings = DatabaseOption.settings(url, terminal);
        var origin = new RestoreOrigin(new Request("dbm restore", run, run), run);
        var bundle = new RestoreOrder.Wanted(options.migrations, null);
        return new RestoreOrder(
                origin,
                settings,
                new RestoreSource(new VolumeBackups(folder), path, null, null),
                goal.swap ? inPlace(origin, settings, bundle) : new Goal.Beside(goal.newDatabase),
                bundle,
                lock.timeout());
    }

    private Goal inPlace(RestoreOrigin origin, ConnectionSettings settings, RestoreOrder.Wanted bundle) {
        return new Goal.InPlace(
                new SwapOrder(
                        Objects.requireNonNullElse(confirm, ""),
                        "",
                        accept,
                        origin.holdOf(bundle.digest(), null, null)),
                new BackupOrder(
                        folder,
                        BackupPlace.of(settings.address(), settings.database(), origin.run()),
                        VerifyLevel.Decode));
    }

    /** One of the two. */
    static final class GoalOption {

        @Option(
                names = "--new-database",
                paramLabel = "NAME",
                description = "The new database (default: a name made from the present one's and the time).")
        private @Nullable String newDatabase;

        @Option(names = "--swap", description = "Put it in the place of the present database.")
        private boolean swap;
    }
}
