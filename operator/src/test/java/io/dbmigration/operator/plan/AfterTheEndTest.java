package io.dbmigration.operator.plan;

import static io.dbmigration.operator.testing.Results.applied;
import static io.dbmigration.operator.testing.Results.backedUp;
import static io.dbmigration.operator.testing.Results.failed;
import static io.dbmigration.operator.testing.Results.of;
import static io.dbmigration.operator.testing.Results.withBackup;
import static org.assertj.core.api.Assertions.assertThat;

import io.dbmigration.api.DatabaseBackup;
import io.dbmigration.contract.Failure;
import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunKind;
import io.dbmigration.contract.RunResult;
import io.dbmigration.contract.RunResult.Outcome;
import io.dbmigration.contract.RunResult.Receipt;
import io.dbmigration.operator.run.Marks;
import io.dbmigration.operator.run.RunFacts;
import io.dbmigration.operator.testing.Asked;
import io.dbmigration.operator.testing.PlayedPods;
import io.dbmigration.operator.testing.Story;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is still known of a run when nodes go, other runs follow, or somebody deletes what it belonged to. */
class AfterTheEndTest {

    private static final RunResult APPLIED = applied("sha256:" + "1".repeat(64), "20240101_a");
    private static final RunResult REFUSED = of(RunKind.Resolve, Outcome.Failed, Reason.STATE_CHANGED, false);
    private static final Failure DUPLICATE =
            new Failure("20240101_a", 1, 1, "23505", "dup", "MigrationFailed", null, null, null, null);

    private final Story story = new Story();

    private void refusedAndThenBackedUp() {
        story.resolutions.add(Asked.resolution("fix", "Applied", 1));
        story.settle();
        story.ends(REFUSED).settle();
        story.backups.add(Asked.onDemand("nightly", 2));
        story.settle();
        story.ends(backedUp()).settle();
    }

    private void nodeOf(String job) {
        story.pods.removeIf(pod -> pod.getMetadata().getName().startsWith(job));
    }

    private static RunResult backedUpAt(String path) {
        var receipt = backedUp().backup();
        return withBackup(
                backedUp(),
                new Receipt(
                        path,
                        receipt.size(),
                        receipt.sha256(),
                        receipt.verified(),
                        receipt.serverVersion(),
                        receipt.toolVersion(),
                        receipt.lsn(),
                        receipt.startedAt(),
                        receipt.finishedAt(),
                        receipt.estimatedRestore(),
                        null,
                        null,
                        null));
    }

    @Test
    void aNodeThatGoesWithThePodOfARefusedRequestStartsNoDeploy() {
        story.settle();
        story.ends(APPLIED).settle();
        refusedAndThenBackedUp();

        nodeOf("basefly-0a1b2c-2");

        assertThat(story.pass()).isInstanceOf(Decision.Done.class);
        assertThat(story.status().phase()).isEqualTo("Applied");
    }

    @Test
    void norDoesItRunWhatOnlyAPersonMayRunAgain() {
        story.settle();
        story.ends(failed(Reason.SESSION_TERMINATED)).settle();
        refusedAndThenBackedUp();

        nodeOf("basefly-0a1b2c-2");

        assertThat(story.settle()).isInstanceOf(Decision.Blocked.class);
    }

    @Test
    void theBackupBeforeAFailedMigrationIsKeptHoweverManyAreTakenAfterIt() {
        story.settle();
        story.ends(withBackup(failed(Reason.MIGRATION_FAILED, 0, DUPLICATE), APPLIED.backup()))
                .settle();
        var before = story.backups.getFirst().getSpec().fromRun().path();
        story.backups.add(Asked.onDemand("one", 1));
        story.settle();
        story.ends(backedUpAt("another/place")).settle();
        story.backups.add(Asked.onDemand("two", 2));

        var next = (Decision.Start) ((Decision.Beside) story.pass()).run();

        assertThat(next.plan().protectedPaths()).contains(before);
    }

    @Test
    void aRunThatStartedWhileItWasWithdrawnIsToldAsItEnds() {
        story.settle();
        story.pod(PlayedPods.unscheduled("0/3 nodes are available"));
        var jobs = List.copyOf(story.jobs);
        var pods = List.copyOf(story.pods);
        story.edit("{suspend: true}");
        assertThat(story.pass()).isInstanceOf(Decision.Withdraw.class);
        story.jobs.addAll(jobs);
        story.pods.addAll(pods);
        story.pod(PlayedPods.running()).settle();

        story.ends(withBackup(failed(Reason.MIGRATION_FAILED, 0, DUPLICATE), APPLIED.backup()))
                .settle();

        assertThat(story.status().lastRun().reason()).isEqualTo("MigrationFailed");
        assertThat(story.status().failure()).isNotNull();
        assertThat(story.backups).hasSize(1);
    }

    @Test
    void aRollbackThatEndsWhileTheResourceIsDeletedLeavesTheReceiptOfItsBackup() {
        story.settle();
        story.ends(APPLIED).settle();
        story.rollbacks.add(Asked.rollback("undo", 1));
        story.settle();
        story.pod(PlayedPods.running());
        story.migration.getMetadata().setDeletionTimestamp(story.clock.instant().toString());
        story.migration.getMetadata().setFinalizers(List.of(Marks.RUN_FINALIZER));
        story.settle();

        story.ends(withBackup(of(RunKind.Rollback, Outcome.Succeeded, Reason.ROLLED_BACK, true), APPLIED.backup()))
                .pass();

        assertThat(story.backups)
                .extracting(DatabaseBackup::getMetadata)
                .extracting(metadata -> metadata.getName())
                .containsExactly("basefly-0a1b2c-1", "basefly-0a1b2c-2");
    }

    @Test
    void aBundleWithoutTheLabelThatWasCorrectedBetweenTwoTriesIsReadAnewAfterTheNext() {
        story.unlabelledBundle("20240101_a.sql", "create tabel a()").settle();
        story.ends(failed(Reason.DATABASE_UNREACHABLE)).settle();
        story.unlabelledBundle("20240101_a.sql", "create table a()");
        story.later(Duration.ofMinutes(6)).settle();

        story.ends(failed(Reason.BUNDLE_CHANGED)).settle();

        var sources = story.jobs.stream()
                .map(job -> RunFacts.of("job", job.getMetadata()).source())
                .toList();
        assertThat(sources).hasSize(3);
        assertThat(sources.get(2)).isNotEqualTo(sources.get(1));
    }
}
