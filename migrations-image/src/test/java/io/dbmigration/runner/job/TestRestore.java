package io.dbmigration.runner.job;

import io.dbmigration.contract.RunRequest.Request;
import io.dbmigration.contract.RunRequest.VerifyLevel;
import io.dbmigration.contract.RunResult;
import io.dbmigration.contract.RunResult.Receipt;
import io.dbmigration.runner.backup.BackupOrder;
import io.dbmigration.runner.backup.BackupPlace;
import io.dbmigration.runner.backup.BackupStep;
import io.dbmigration.runner.backup.PgTools;
import io.dbmigration.runner.backup.VolumeBackups;
import io.dbmigration.runner.database.ConnectionSettings;
import io.dbmigration.runner.job.RestoreOrder.Goal;
import io.dbmigration.runner.restore.RestoreOrigin;
import io.dbmigration.runner.restore.RestoreSource;
import io.dbmigration.runner.restore.RestoreStep;
import io.dbmigration.runner.restore.SwapOrder;
import io.dbmigration.runner.testing.PgPrograms;
import io.dbmigration.runner.testing.ProgressReport;
import io.dbmigration.runner.testing.TestConnections;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Restores of one test, with the wishes so far. */
final class TestRestore {

    private final Path storage;
    private final String url;
    private String path = "";
    private String sha256;
    private Path ownFolder;
    private String request = java.util.UUID.randomUUID().toString();
    private String run = "back-1";
    private List<String> accept = List.of();
    private UnaryOperator<String> mark = text -> text;
    private RestoreOrder.Wanted bundle;
    private Path presentState;
    private Consumer<RestoreStep> steps = step -> {};

    TestRestore(Path storage, String url) {
        this.storage = storage;
        this.presentState = storage;
        this.url = url;
    }

    /** Takes a backup, and means it from now on. */
    Receipt backup() {
        return backup("run-0");
    }

    Receipt backup(String backupRun) {
        try (var connections = TestConnections.open(url)) {
            var receipt = new BackupStep(programs(), Clock.systemUTC(), (stage, bytes) -> {})
                    .take(connections, order(storage, backupRun));
            path = receipt.path();
            return receipt;
        }
    }

    TestRestore path(String wish) {
        path = wish;
        return this;
    }

    TestRestore sha256(String wish) {
        sha256 = wish;
        return this;
    }

    TestRestore ownFolder(Path wish) {
        ownFolder = wish;
        return this;
    }

    TestRestore request(String uid, String itsRun) {
        request = uid;
        run = itsRun;
        return this;
    }

    TestRestore accept(List<String> wish) {
        accept = wish;
        return this;
    }

    TestRestore mark(UnaryOperator<String> wish) {
        mark = wish;
        return this;
    }

    /** Of the present bundle. */
    TestRestore held() {
        mark = origin().holdOf(bundle.digest(), null, null);
        return this;
    }

    TestRestore bundle(Path wish) {
        bundle = new RestoreOrder.Wanted(wish, null);
        return this;
    }

    TestRestore presentState(Path wish) {
        presentState = wish;
        return this;
    }

    TestRestore steps(Consumer<RestoreStep> wish) {
        steps = wish;
        return this;
    }

    RunResult toNewDatabase(String name) {
        return run(new Goal.Beside(name));
    }

    RunResult swap(String confirm) {
        return run(new Goal.InPlace(
                new SwapOrder(confirm, "shop/app/", accept, mark), order(presentState, run + "-present")));
    }

    private RunResult run(Goal goal) {
        var tools = new RunTools(
                programs(),
                Path.of(System.getProperty("java.io.tmpdir")),
                (ProgressReport) line -> {},
                new StopSignal(),
                Clock.systemUTC());
        var order = new RestoreOrder(
                origin(),
                ConnectionSettings.parse(url),
                new RestoreSource(new VolumeBackups(storage), path, sha256, ownFolder),
                goal,
                bundle,
                Duration.ofSeconds(5));
        return new Restore(run, tools, steps).run(() -> order);
    }

    /** As {@link #swap} wants it. */
    String confirmed() {
        try (var connections = TestConnections.open(url)) {
            return "shop/app/" + connections.facts().database() + "@"
                    + connections.facts().databaseOid();
        }
    }

    private RestoreOrigin origin() {
        return new RestoreOrigin(new Request("DatabaseRestore", "back", request), run);
    }

    private static BackupOrder order(Path folder, String backupRun) {
        return new BackupOrder(
                folder, new BackupPlace(Path.of("cluster", "shop", "app", "db"), backupRun), VerifyLevel.Decode);
    }

    private static PgTools programs() {
        return PgTools.of(Map.of(PgTools.FOLDER_VARIABLE, PgPrograms.folder().toString()));
    }

    /** Whether a backup of the present state is there. */
    boolean presentStateIsBackedUp() {
        return Files.isRegularFile(presentState.resolve("cluster/shop/app/db/" + run + "-present/receipt.json"));
    }
}
