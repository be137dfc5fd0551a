package io.dbmigration.runner.cli;

import io.dbmigration.contract.RunRequest.VerifyLevel;
import io.dbmigration.runner.backup.BackupOrder;
import io.dbmigration.runner.backup.BackupPlace;
import io.dbmigration.runner.backup.BackupStorage;
import io.dbmigration.runner.job.Backup;
import io.dbmigration.runner.job.WantedBackup;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Takes one verified backup now. */
@Command(name = "backup", description = "Take a verified backup of the database now.", mixinStandardHelpOptions = true)
final class BackupCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private DatabaseOption database = new DatabaseOption();

    @ArgGroup(exclusive = true, multiplicity = "1")
    private BackupPlaceOption place = new BackupPlaceOption();

    @Mixin
    private S3Options s3 = new S3Options();

    @Option(
            names = "--verify",
            paramLabel = "LEVEL",
            description = "How far it is verified before it counts: ${COMPLETION-CANDIDATES} (default: Decode).")
    private VerifyLevel verify = VerifyLevel.Decode;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "text, or json: one document on standard output (default: text).")
    private OutputFormat output = OutputFormat.text;

    @Mixin
    private LockOption lock = new LockOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    BackupCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var url = database.url(terminal, spec.commandLine());
        var storage = place.storage(bucket -> s3.storage(bucket, terminal, spec.commandLine()));
        var run = CommandRun.start(terminal);
        return run.carryOut(output, tools -> new Backup(run.id(), tools).run(() -> order(run.id(), url, storage)));
    }

    private WantedBackup order(String run, String url, BackupStorage storage) {
        var settings = DatabaseOption.settings(url, terminal);
        var folder = BackupPlace.of(settings.address(), settings.database(), run);
        return new WantedBackup(run, settings, new BackupOrder(storage, folder, verify, null), lock.timeout());
    }
}
