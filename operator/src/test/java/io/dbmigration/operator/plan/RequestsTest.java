package io.dbmigration.operator.plan;

import static io.dbmigration.operator.testing.Results.applied;
import static io.dbmigration.operator.testing.Results.backedUp;
import static io.dbmigration.operator.testing.Results.failed;
import static io.dbmigration.operator.testing.Results.upToDate;
import static org.assertj.core.api.Assertions.assertThat;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunKind;
import io.dbmigration.contract.RunResult;
import io.dbmigration.contract.RunResult.Outcome;
import io.dbmigration.operator.run.RunFacts;
import io.dbmigration.operator.run.Streak;
import io.dbmigration.operator.testing.Asked;
import io.dbmigration.operator.testing.Migrations;
import io.dbmigration.operator.testing.PlayedPods;
import io.dbmigration.operator.testing.Results;
import io.dbmigration.operator.testing.Story;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What people ask beside deploys, told as stories of one resource. */
class RequestsTest {

    private static final RunResult APPLIED = applied("sha256:" + "1".repeat(64), "20240101_a");
    private static final RunResult RESOLVED = Results.of(RunKind.Resolve, Outcome.Succeeded, Reason.RESOLVED, true);
    private static final RunResult REFUSED = Results.of(RunKind.Resolve, Outcome.Failed, Reason.STATE_CHANGED, false);
    private static final RunResult UNREACHABLE =
            Results.of(RunKind.Resolve, Outcome.Failed, Reason.DATABASE_UNREACHABLE, null);
    private static final RunResult ROLLED_BACK =
            Results.of(RunKind.Rollback, Outcome.Succeeded, Reason.ROLLED_BACK, true);

    private final Story story = new Story();

    private Story appliedOnce() {
        story.settle();
        story.ends(APPLIED).settle();
        return story;
    }

    private Story failedOnce() {
        story.settle();
        story.ends(failed(Reason.FAILED_MIGRATION_FOUND)).settle();
        return story;
    }

    private RunFacts newest() {
        return RunFacts.of(story.newestJob(), story.jobs.getLast().getMetadata());
    }

    @Test
    void aResolutionAsAppliedIsCarriedOutOnceAndTheDeployThenFindsItResolved() {
        failedOnce();
        var fix = Asked.resolution("fix", "Applied", 1);
        story.resolutions.add(fix);

        story.settle();
        assertThat(newest().kind()).isEqualTo(RunKind.Resolve);
        assertThat(story.status().phase()).isEqualTo("Running");
        assertThat(Story.told(fix).reason()).isEqualTo("Starting");

        story.ends(RESOLVED).settle();
        assertThat(Story.told(fix).outcome()).isEqualTo("Succeeded");
        assertThat(newest().kind()).isEqualTo(RunKind.Deploy);
        assertThat(story.newestJob()).endsWith("-3");

        story.ends(upToDate()).settle();
        assertThat(story.status().phase()).isEqualTo("Resolved");
        assertThat(story.settle()).isInstanceOf(Decision.Done.class);
        assertThat(story.jobs).hasSize(3);
    }

    @Test
    void resolvedStaysResolvedWhenTheJobsAreGone() {
        failedOnce();
        story.resolutions.add(Asked.resolution("fix", "Applied", 1));
        story.settle();
        story.ends(RESOLVED).settle();
        story.ends(upToDate()).settle();

        List.copyOf(story.jobs).forEach(job -> story.forget(job.getMetadata().getName()));
        story.settle();

        assertThat(story.status().phase()).isEqualTo("Resolved");
    }

    @Test
    void aDeployThatAppliedSomethingAfterAResolutionIsApplied() {
        failedOnce();
        story.resolutions.add(Asked.resolution("fix", "Applied", 1));
        story.settle();
        story.ends(RESOLVED).settle();
        story.ends(APPLIED).settle();

        assertThat(story.status().phase()).isEqualTo("Applied");
    }

    @Test
    void aRefusedRequestChangesNothingOfTheResourceAndStartsNoDeploy() {
        failedOnce();
        var fix = Asked.resolution("fix", "Applied", 1);
        story.resolutions.add(fix);
        story.settle();

        story.ends(REFUSED).settle();

        assertThat(Story.told(fix).outcome()).isEqualTo("Failed");
        assertThat(Story.told(fix).conditions())
                .anySatisfy(condition -> assertThat(condition.getType()).isEqualTo("Stalled"));
        assertThat(story.jobs).hasSize(2);
        assertThat(story.status().phase()).isEqualTo("Failed");
        assertThat(story.status().conditions())
                .anySatisfy(condition -> assertThat(condition.getReason()).isEqualTo("FailedMigrationFound"));
        assertThat(story.status().lastRun().kind()).isEqualTo("Resolve");
        assertThat(story.status().lastDeploy().job()).endsWith("-1");
    }

    @Test
    void whatARefusedRequestLeavesIsRememberedWhenItsPodsAndTheDeploysAreGone() {
        appliedOnce().resolutions.add(Asked.resolution("fix", "Applied", 1));
        story.settle();
        story.ends(REFUSED).settle();

        story.pods.clear();
        story.settle();

        assertThat(story.status().phase()).isEqualTo("Applied");
        assertThat(story.jobs).hasSize(2);
    }

    @Test
    void twoRequestsAtOnceRunOneAfterTheOtherTheOldestFirst() {
        appliedOnce();
        var younger = Asked.rollback("younger", 2);
        story.rollbacks.add(younger);
        story.resolutions.add(Asked.resolution("older", "RolledBack", 1));

        story.settle();
        assertThat(newest().request().name()).isEqualTo("older");
        assertThat(Story.told(younger).reason()).isEqualTo("Queued");
        assertThat(story.jobs).hasSize(2);

        story.ends(RESOLVED).settle();
        assertThat(newest().request().name()).isEqualTo("younger");

        story.ends(ROLLED_BACK).settle();
        assertThat(newest().kind()).isEqualTo(RunKind.Deploy);
    }

    @Test
    void aRequestThatCouldNotReachTheDatabaseIsTriedAgainAndHoldsTheDeploy() {
        appliedOnce();
        var fix = Asked.resolution("fix", "RolledBack", 1);
        story.resolutions.add(fix);
        story.settle();
        story.ends(UNREACHABLE).bundle("20240102_b.sql", "create table b()").settle();

        assertThat(Story.told(fix).outcome()).isNull();
        assertThat(Story.told(fix).reason()).isEqualTo("DatabaseUnreachable");
        assertThat(story.jobs).hasSize(2);
        assertThat(story.status().phase()).isEqualTo("Pending");

        story.later(Duration.ofSeconds(11)).settle();
        assertThat(newest().kind()).isEqualTo(RunKind.Resolve);
        assertThat(newest().attempt()).isEqualTo(2);
        assertThat(newest().previous()).isEqualTo(new Streak(Reason.DATABASE_UNREACHABLE, 1));

        story.ends(RESOLVED).settle();
        assertThat(newest().kind()).isEqualTo(RunKind.Deploy);
    }

    @Test
    void aRequestWhoseRunnersVanishThreeTimesNeedsAPerson() {
        appliedOnce();
        var fix = Asked.resolution("fix", "RolledBack", 1);
        story.resolutions.add(fix);
        for (int tried = 1; tried <= 3; tried++) {
            story.settle();
            story.pod(PlayedPods.ended("OOMKilled", 137, null, story.clock.instant()))
                    .jobEnds("Failed", null);
        }
        story.settle();

        assertThat(Story.told(fix).outcome()).isEqualTo("Failed");
        assertThat(Story.told(fix).reason()).isEqualTo("Lost");
        assertThat(newest().kind())
                .as("nobody knows what it did, so the deploy looks")
                .isEqualTo(RunKind.Deploy);
    }

    @Test
    void aLostTryThatMayHaveChangedSomethingIsNotForgottenBeforeADeployHasLooked() {
        failedOnce();
        story.resolutions.add(Asked.resolution("fix", "RolledBack", 1));
        story.settle();
        story.pod(PlayedPods.ended("OOMKilled", 137, null, story.clock.instant()))
                .jobEnds("Failed", null)
                .settle();
        assertThat(story.newestJob()).endsWith("-3");
        story.ends(Results.of(RunKind.Resolve, Outcome.Succeeded, Reason.RESOLVED, false));

        story.pass();
        List.copyOf(story.chores.prune())
                .forEach(job -> story.forget(job.getMetadata().getName()));
        story.settle();

        assertThat(newest().kind()).isEqualTo(RunKind.Deploy);
        story.ends(upToDate()).settle();
        assertThat(story.chores.prune())
                .extracting(job -> job.getMetadata().getName())
                .containsExactly("basefly-0a1b2c-2");
    }

    @Test
    void anOperatorThatDiedBeforeTheStatusWasWrittenRunsNothingTwice() {
        appliedOnce();
        var fix = Asked.resolution("fix", "RolledBack", 1);
        story.resolutions.add(fix);
        story.settle();
        var before = story.migration.getStatus();
        story.ends(RESOLVED);
        story.pass();
        story.migration.setStatus(before);
        fix.setStatus(null);

        story.settle();

        assertThat(Story.told(fix).outcome()).isEqualTo("Succeeded");
        assertThat(story.jobs.stream()
                        .filter(job ->
                                "Resolve".equals(job.getMetadata().getLabels().get("dbmigration.io/kind"))))
                .hasSize(1);
    }

    @Test
    void aRequestThatIsOverIsNeverRunAgainEvenWithoutItsJob() {
        appliedOnce();
        var fix = Asked.resolution("fix", "RolledBack", 1);
        story.resolutions.add(fix);
        story.settle();
        story.ends(REFUSED).settle();

        story.forget(story.newestJob()).settle();

        assertThat(story.jobs).hasSize(1);
        assertThat(Story.told(fix).outcome()).isEqualTo("Failed");
    }

    @Test
    void suspendStopsDeploysAndNotRequests() {
        appliedOnce().edit("{suspend: true}");
        var fix = Asked.resolution("fix", "RolledBack", 1);
        story.resolutions.add(fix);
        story.settle();
        story.ends(RESOLVED).settle();

        assertThat(Story.told(fix).outcome()).isEqualTo("Succeeded");
        assertThat(story.status().phase()).isEqualTo("Suspended");
        assertThat(story.jobs).hasSize(2);
    }

    @Test
    void aResourceThatIsBeingDeletedCarriesOutNothingMore() {
        appliedOnce();
        var fix = Asked.resolution("fix", "RolledBack", 1);
        story.resolutions.add(fix);
        story.migration.getMetadata().setDeletionTimestamp("2026-02-01T12:00:00Z");

        assertThat(story.settle()).isInstanceOf(Decision.Leave.class);

        assertThat(Story.told(fix).reason()).isEqualTo("DatabaseMigrationNotFound");
        assertThat(story.jobs).hasSize(1);
    }

    @Test
    void aDuplicateCarriesOutNoRequest() {
        appliedOnce();
        var older = Migrations.basefly();
        older.getMetadata().setUid("older");
        older.getMetadata().setName("older");
        older.getMetadata().setCreationTimestamp("2025-01-01T00:00:00Z");
        older.setStatus(story.status());
        story.others.add(older);
        var fix = Asked.resolution("fix", "RolledBack", 1);
        story.resolutions.add(fix);

        story.settle();

        assertThat(Story.told(fix).reason()).isEqualTo("DuplicateTarget");
        assertThat(story.jobs).hasSize(1);
    }

    @Test
    void aRequestDeletedWhileItRunsIsNotCutOffAndItsJobGoesAfterwards() {
        appliedOnce();
        story.resolutions.add(Asked.resolution("fix", "RolledBack", 1));
        story.settle();
        story.pod(PlayedPods.running());
        story.resolutions.clear();
        assertThat(story.settle()).isInstanceOf(Decision.Working.class);

        story.ends(RESOLVED).settle();

        assertThat(newest().kind()).isEqualTo(RunKind.Deploy);
        story.ends(upToDate()).settle();
        assertThat(story.chores.prune())
                .extracting(job -> job.getMetadata().getName())
                .containsExactly("basefly-0a1b2c-2");
    }

    @Test
    void aRequestDeletedWhileItsRunnerCannotStartIsTakenBack() {
        appliedOnce();
        story.resolutions.add(Asked.resolution("fix", "RolledBack", 1));
        story.settle();
        story.pod(PlayedPods.unscheduled("0/3 nodes are available"));
        story.resolutions.clear();

        story.settle();

        assertThat(story.jobs).hasSize(1);
        assertThat(story.status().phase()).isEqualTo("Applied");
    }

    @Test
    void theJobOfALivingRequestIsKeptWhateverTheHistoryLimit() {
        appliedOnce().edit("{job: {historyLimit: 1}}");
        story.resolutions.add(Asked.resolution("fix", "RolledBack", 1));
        story.settle();
        story.ends(RESOLVED).settle();
        story.ends(upToDate()).settle();

        assertThat(story.chores.prune())
                .extracting(job -> job.getMetadata().getName())
                .containsExactly("basefly-0a1b2c-1");
    }

    @Test
    void aDeployThatCannotStartMakesWayForARequest() {
        story.settle();
        story.pod(PlayedPods.waiting("runner", "ImagePullBackOff", "no such image"));
        story.resolutions.add(Asked.resolution("fix", "RolledBack", 1));

        story.settle();

        assertThat(newest().kind()).isEqualTo(RunKind.Resolve);
        assertThat(story.jobs).hasSize(1);
    }

    @Test
    void aBackupOnDemandSaysNothingAboutTheResource() {
        appliedOnce();
        var wish = Asked.onDemand("tonight", 1);
        story.backups.add(wish);

        story.settle();
        assertThat(newest().kind()).isEqualTo(RunKind.Backup);
        assertThat(story.status().phase()).isEqualTo("Applied");
        assertThat(story.status().conditions())
                .noneSatisfy(condition -> assertThat(condition.getType()).isEqualTo("Reconciling"));

        story.ends(backedUp()).settle();
        assertThat(wish.getStatus().path()).isEqualTo("cluster/shop/basefly/run");
        assertThat(wish.getStatus().storage().persistentVolumeClaim().claimName())
                .isEqualTo("backups");
        assertThat(wish.getStatus().outcome()).isEqualTo("Succeeded");
        assertThat(story.status().backup().name()).isEqualTo("tonight");
        assertThat(story.jobs).hasSize(2);
        assertThat(story.backups).as("it is its own receipt").hasSize(2);
    }

    @Test
    void aDeployWaitsForABackupOnDemand() {
        appliedOnce().backups.add(Asked.onDemand("tonight", 1));
        story.settle();
        story.bundle("20240102_b.sql", "create table b()").settle();

        assertThat(story.status().phase()).isEqualTo("Pending");
        assertThat(story.jobs).hasSize(2);

        story.ends(backedUp()).settle();
        assertThat(newest().kind()).isEqualTo(RunKind.Deploy);
    }

    @Test
    void aBackupWithoutAStorageWaitsForAPerson() {
        appliedOnce().edit("{backup: {mode: Never, reason: none, storage: null}}");
        var wish = Asked.onDemand("tonight", 1);
        story.backups.add(wish);
        story.settle();

        assertThat(Story.told(wish).reason()).isEqualTo("StorageUnavailable");
        assertThat(Story.told(wish).outcome()).isNull();
    }

    @Test
    void aRestoreOfABackupOnDemandWaitsUntilThatIsTaken() {
        appliedOnce();
        story.backups.add(Asked.onDemand("tonight", 2));
        var restore = Asked.restore("back", "tonight", "", 1);
        story.restores.add(restore);

        story.settle();
        assertThat(newest().kind()).isEqualTo(RunKind.Backup);
        assertThat(Story.told(restore).reason()).isEqualTo("BackupNotFound");

        story.ends(backedUp()).settle();
        assertThat(newest().kind()).isEqualTo(RunKind.Restore);
    }

    @Test
    void aRestoreNeedsNoBundle() {
        appliedOnce().withoutBundle();
        story.backups.add(Asked.receipt("receipt", "a/b"));
        story.restores.add(Asked.restore("back", "receipt", "", 1));

        story.settle();

        assertThat(newest().kind()).isEqualTo(RunKind.Restore);
        assertThat(story.status().conditions())
                .anySatisfy(condition -> assertThat(condition.getReason()).isEqualTo("BundleNotFound"));
    }

    @Test
    void onlyASwapMakesTheDeployLookAgain() {
        appliedOnce();
        story.backups.add(Asked.receipt("receipt", "a/b"));
        story.restores.add(Asked.restore("beside", "receipt", "", 1));
        story.settle();
        story.ends(Results.of(RunKind.Restore, Outcome.Succeeded, Reason.RESTORED, false))
                .settle();
        assertThat(story.jobs).hasSize(2);

        story.restores.add(Asked.restore("swap", "receipt", ", mode: Swap, confirm: shop/basefly/basefly@1", 2));
        story.settle();
        assertThat(story.status().phase()).isEqualTo("Running");
        story.ends(Results.of(RunKind.Restore, Outcome.Succeeded, Reason.RESTORED, true))
                .settle();

        assertThat(newest().kind()).isEqualTo(RunKind.Deploy);
    }

    @Test
    void aResolutionWaitsForTheBundle() {
        appliedOnce().withoutBundle();
        var fix = Asked.resolution("fix", "Applied", 1);
        story.resolutions.add(fix);

        story.settle();

        assertThat(Story.told(fix).reason()).isEqualTo("BundleNotFound");
        assertThat(story.jobs).hasSize(1);
    }
}
