package io.dbmigration.runner.job;

import io.dbmigration.contract.ReportLine.MigrationState;
import io.dbmigration.contract.ReportLine.Progress;
import io.dbmigration.contract.RunRequest.VerificationQuery;
import io.dbmigration.contract.RunRequest.VerifyLevel;
import io.dbmigration.contract.RunResult;
import io.dbmigration.runner.backup.BackupOrder;
import io.dbmigration.runner.backup.BackupPlace;
import io.dbmigration.runner.backup.PgTools;
import io.dbmigration.runner.bundle.DigestCheck;
import io.dbmigration.runner.bundle.EmptyBundle;
import io.dbmigration.runner.bundle.PrismaBundleReader;
import io.dbmigration.runner.database.ConnectionSettings;
import io.dbmigration.runner.database.ServerOptions.Missing;
import io.dbmigration.runner.report.Report;
import io.dbmigration.runner.testing.PgPrograms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Deploys of one test, with the wishes so far. */
final class TestDeploy {

    private final String url;
    private final Path work;
    private final List<String> progress = new ArrayList<>();
    private Path bundle;
    private Path storage;
    private String target;
    private String baseline;
    private BackupChoice noBackup;
    private PolicyGate policy = PolicyGate.standard();
    private List<VerificationQuery> queries = List.of();
    private Path programs = PgPrograms.folder();
    private int number;

    TestDeploy(Path folder, String url) throws IOException {
        this.url = url;
        this.bundle = folder.resolve("bundle");
        this.storage = Files.createDirectories(folder.resolve("backups"));
        this.work = Files.createDirectories(folder.resolve("work"));
    }

    TestDeploy bundle(Path wish) {
        bundle = wish;
        return this;
    }

    TestDeploy storage(Path wish) {
        storage = wish;
        return this;
    }

    TestDeploy target(String wish) {
        target = wish;
        return this;
    }

    TestDeploy baseline(String wish) {
        baseline = wish;
        return this;
    }

    TestDeploy policy(PolicyGate wish) {
        policy = wish;
        return this;
    }

    TestDeploy programs(Path wish) {
        programs = wish;
        return this;
    }

    TestDeploy withoutBackup(String reason) {
        noBackup = new BackupChoice.Never(reason);
        return this;
    }

    TestDeploy verification(List<VerificationQuery> wish) {
        queries = wish;
        return this;
    }

    RunResult run() {
        number++;
        var run = "run-" + number;
        var found = PgTools.of(Map.of(PgTools.FOLDER_VARIABLE, programs.toString()));
        var tools = new RunTools(found, work, new Collecting(), new StopSignal(), Clock.systemUTC());
        return new Deploy(run, tools).run(() -> order(run));
    }

    List<String> progress() {
        return progress;
    }

    /** Folders of finished backups. */
    List<Path> backups() throws IOException {
        try (var tree = Files.walk(storage)) {
            return tree.filter(path -> path.endsWith("receipt.json"))
                    .map(Path::getParent)
                    .toList();
        }
    }

    private DeployOrder order(String run) {
        var settings = ConnectionSettings.parse(url);
        var place = BackupPlace.of(settings.address(), settings.database(), run);
        return new DeployOrder(
                run,
                null,
                settings,
                bundle,
                new PrismaBundleReader(EmptyBundle.REFUSED, DigestCheck.any()),
                target,
                baseline,
                noBackup == null
                        ? new BackupChoice.Take(new BackupOrder(storage, place, VerifyLevel.Decode))
                        : noBackup,
                policy,
                new Limits(Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(10), null),
                Missing.REFUSE,
                queries);
    }

    private final class Collecting implements Report {

        @Override
        public void progress(Progress line) {
            progress.add(line.toString());
        }

        @Override
        public void plan(List<String> pending, int statements, Supplier<String> digest) {}

        @Override
        public void migrations(Supplier<List<MigrationState>> migrations) {}

        @Override
        public void say(String sentence) {
            progress.add(sentence);
        }
    }
}
