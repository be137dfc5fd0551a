package io.dbmigration.runner.cli;

import io.dbmigration.contract.RunRequest.VerifyLevel;
import io.dbmigration.runner.backup.BackupOrder;
import io.dbmigration.runner.backup.BackupPlace;
import io.dbmigration.runner.backup.BackupStorage;
import io.dbmigration.runner.job.Backup;
import io.dbmigration.runner.job.WantedBackup;
import java.util.Optional;

/** Takes one verified backup now. */
final class BackupCommand extends DbmCommand {

    private final DatabaseOption database = new DatabaseOption();
    private final BackupPlaceOption place = new BackupPlaceOption();
    private final S3Options s3 = new S3Options();
    private final LockOption lock = new LockOption();
    private final Argument<OutputFormat> output = OutputFormat.option();

    private final Argument<VerifyLevel> verify = Argument.option(
            VerifyLevel.class,
            "LEVEL",
            "How far it is verified before it counts: ${COMPLETION-CANDIDATES} (default: Decode).",
            "--verify");

    BackupCommand(Terminal terminal) {
        super(terminal, "backup", "Take a verified backup of the database now.");
        takes(database.arguments());
        takesOneOf("1", place.arguments());
        takes(s3.arguments());
        takes(verify, output);
        takes(lock.arguments());
    }

    @Override
    public Integer call() {
        var url = database.url(this);
        var storage = place.storage(bucket -> s3.storage(bucket, this));
        var run = CommandRun.start(terminal());
        return run.carryOut(
                output.orElse(OutputFormat.text),
                tools -> new Backup(run.id(), tools).run(() -> order(run.id(), url, storage)),
                result -> Optional.ofNullable(result.backup())
                        .flatMap(taken -> place.restoreCommand(taken.path()))
                        .map(command -> "To bring it back: " + command));
    }

    private WantedBackup order(String run, String url, BackupStorage storage) {
        var settings = DatabaseOption.settings(url, terminal());
        var folder = BackupPlace.of(settings.address(), settings.database(), run);
        return new WantedBackup(
                run,
                settings,
                new BackupOrder(storage, folder, verify.orElse(VerifyLevel.Decode), null),
                lock.timeout());
    }
}
