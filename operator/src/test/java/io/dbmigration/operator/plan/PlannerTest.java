package io.dbmigration.operator.plan;

import static io.dbmigration.operator.testing.Results.applied;
import static io.dbmigration.operator.testing.Results.failed;
import static io.dbmigration.operator.testing.Results.upToDate;
import static org.assertj.core.api.Assertions.assertThat;

import io.dbmigration.contract.Phase;
import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunResult;
import io.dbmigration.operator.run.RunFacts;
import io.dbmigration.operator.testing.Migrations;
import io.dbmigration.operator.testing.PlayedPods;
import io.dbmigration.operator.testing.Results;
import io.dbmigration.operator.testing.Story;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What happens next, told as stories of one resource. */
class PlannerTest {

    private static final RunResult APPLIED = applied("sha256:" + "1".repeat(64), "20240101_a");

    private final Story story = new Story();

    private Story appliedOnce() {
        story.settle();
        story.ends(APPLIED);
        assertThat(story.settle()).isInstanceOf(Decision.Done.class);
        return story;
    }

    private Story failedOnce(Reason reason) {
        story.settle();
        story.ends(failed(reason));
        story.settle();
        return story;
    }

    private RunFacts newest() {
        return RunFacts.of(story.newestJob(), story.jobs.getLast().getMetadata());
    }

    @Test
    void aNewResourceStartsItsFirstRun() {
        assertThat(story.pass()).isInstanceOf(Decision.Start.class);
        assertThat(story.newestJob()).isEqualTo("basefly-0a1b2c-1");
        assertThat(newest().attempt()).isEqualTo(1);
    }

    @Test
    void aRunUnderWayIsWaitedFor() {
        story.settle();
        story.pod(PlayedPods.running());

        assertThat(story.settle()).isInstanceOf(Decision.Working.class);
        assertThat(story.jobs).hasSize(1);
    }

    @Test
    void whatIsAppliedStaysApplied() {
        appliedOnce().later(Duration.ofDays(30));

        assertThat(story.settle()).isInstanceOf(Decision.Done.class);
        assertThat(story.jobs).hasSize(1);
    }

    @Test
    void anEditOfTheConfigMapAloneStartsARun() {
        appliedOnce().bundle("20240101_a.sql", "create table a()", "20240102_b.sql", "create table b()");

        story.settle();

        assertThat(story.newestJob()).endsWith("-2");
    }

    @Test
    void aThenBThenARunsEachTime() {
        appliedOnce().bundle("20240102_b.sql", "create table b()").settle();
        story.ends(APPLIED).settle();
        story.bundle("20240101_a.sql", "create table a()").settle();

        assertThat(story.newestJob()).endsWith("-3");
    }

    @Test
    void aNewRetryValueRunsAgainAndAnUnchangedOneDoesNot() {
        appliedOnce().retry("2026-02-01T13:00:00Z").settle();
        assertThat(story.newestJob()).endsWith("-2");

        story.ends(upToDate()).settle();

        assertThat(story.settle()).isInstanceOf(Decision.Done.class);
        assertThat(story.jobs).hasSize(2);
    }

    @Test
    void anUpgradeOfTheRunnerStartsNothing() {
        appliedOnce().upgradedTo("runner:2");

        assertThat(story.settle()).isInstanceOf(Decision.Done.class);
    }

    @Test
    void aChangedLimitStartsNothingWhereAllIsApplied() {
        appliedOnce().edit("{policy: {lockTimeout: 9s}, timeout: 3h, job: {nodeSelector: {disk: ssd}}}");

        assertThat(story.settle()).isInstanceOf(Decision.Done.class);
    }

    @Test
    void aDefaultWrittenOutStartsNothing() {
        appliedOnce()
                .edit(
                        "{suspend: false, policy: {ahead: Block, missing: Warn}, backup: {mode: BeforeApply, verify: Decode}}");

        assertThat(story.settle()).isInstanceOf(Decision.Done.class);
    }

    static Stream<String> editsThatChangeWhatARunDoes() {
        return Stream.of(
                "{target: 20240101_a}",
                "{baseline: {upTo: 20240101_a}}",
                "{database: {urlFrom: {secretKeyRef: {name: other, key: DATABASE_URL}}}}",
                "{policy: {missing: Block}}",
                "{backup: {verify: Checksum}}",
                "{verification: {queries: [{name: one, sql: select 1, expect: '1'}]}}");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("editsThatChangeWhatARunDoes")
    void anEditThatChangesWhatARunDoesStartsARun(String edit) {
        appliedOnce().edit(edit).settle();

        assertThat(story.newestJob()).endsWith("-2");
    }

    static Stream<Reason> reasonsThatOnlyAPersonMends() {
        return Stream.of(Reason.values())
                .filter(reason -> reason.phase() == Phase.FAILED && reason != Reason.DUPLICATE_TARGET);
    }

    @ParameterizedTest
    @MethodSource("reasonsThatOnlyAPersonMends")
    void isNotTriedAgainByItself(Reason reason) {
        failedOnce(reason).later(Duration.ofDays(1));

        assertThat(story.settle())
                .isInstanceOfSatisfying(
                        Decision.Blocked.class,
                        blocked -> assertThat(blocked.reason()).isEqualTo(reason));
    }

    @ParameterizedTest
    @MethodSource("reasonsThatOnlyAPersonMends")
    void goesOnWithAnotherBundleAnotherSpecOrARetry(Reason reason) {
        failedOnce(reason).bundle("20240101_a.sql", "create table fixed()").settle();
        assertThat(story.newestJob()).endsWith("-2");
        assertThat(newest().attempt()).isEqualTo(1);

        story.ends(failed(reason)).settle();
        story.edit("{timeout: 2h}").settle();
        assertThat(story.newestJob()).endsWith("-3");
        assertThat(newest().attempt()).isEqualTo(2);

        story.ends(failed(reason)).settle();
        story.retry("now").settle();
        assertThat(story.newestJob()).endsWith("-4");
    }

    @Test
    void anUnreachableDatabaseIsTriedForEverFrom10SecondsTo5Minutes() {
        var waits = Stream.of(10, 20, 40, 80, 160, 300, 300, 300);
        story.settle();

        waits.map(Duration::ofSeconds).forEach(wait -> {
            var tries = story.jobs.size();
            story.ends(failed(Reason.DATABASE_UNREACHABLE));
            assertThat(story.settle()).isInstanceOfSatisfying(Decision.Wait.class, waiting -> {
                assertThat(waiting.phase()).isEqualTo(Phase.PENDING);
                assertThat(waiting.until()).isEqualTo(story.clock.instant().plus(wait));
            });
            story.later(wait.minusMillis(1)).settle();
            assertThat(story.jobs).hasSize(tries);
            story.later(Duration.ofMillis(1)).settle();
            assertThat(story.jobs).hasSize(tries + 1);
        });
    }

    @Test
    void wrongCredentialsAreFailedFromTheFifthTryAndStillTriedEvery5Minutes() {
        story.settle();
        for (int tried = 1; tried <= 4; tried++) {
            story.ends(failed(Reason.AUTHENTICATION_FAILED));
            assertThat(story.settle())
                    .isInstanceOfSatisfying(
                            Decision.Wait.class,
                            wait -> assertThat(wait.phase()).isEqualTo(Phase.PENDING));
            story.later(Duration.ofMinutes(5)).settle();
        }
        story.ends(failed(Reason.AUTHENTICATION_FAILED));

        assertThat(story.settle()).isInstanceOfSatisfying(Decision.Wait.class, wait -> {
            assertThat(wait.phase()).isEqualTo(Phase.FAILED);
            assertThat(wait.until()).isEqualTo(story.clock.instant().plus(Duration.ofMinutes(5)));
        });
        story.later(Duration.ofMinutes(5)).settle();
        assertThat(story.newestJob()).endsWith("-6");
    }

    @Test
    void anotherReasonBeginsTheCountAnew() {
        story.settle();
        story.ends(failed(Reason.BACKUP_FAILED)).settle();
        story.later(Duration.ofMinutes(5)).settle();
        story.ends(failed(Reason.BACKUP_FAILED)).settle();
        story.later(Duration.ofMinutes(5)).settle();
        story.ends(failed(Reason.DATABASE_UNREACHABLE)).settle();
        story.later(Duration.ofMinutes(5)).settle();
        story.ends(failed(Reason.BACKUP_FAILED));

        assertThat(story.settle())
                .isInstanceOfSatisfying(
                        Decision.Wait.class, wait -> assertThat(wait.phase()).isEqualTo(Phase.PENDING));
    }

    @Test
    void anInterruptedRunGoesOnAtOnceAndAtMostTwiceAgain() {
        story.settle();
        story.ends(failed(Reason.INTERRUPTED)).settle();
        assertThat(story.newestJob()).endsWith("-2");
        story.ends(failed(Reason.INTERRUPTED)).settle();
        assertThat(story.newestJob()).endsWith("-3");
        story.ends(failed(Reason.INTERRUPTED));

        assertThat(story.settle()).isInstanceOf(Decision.Blocked.class);
    }

    @Test
    void anInterruptedRunThatAppliedSomethingBeginsTheCountAnew() {
        story.settle();
        for (int interrupted = 0; interrupted < 5; interrupted++) {
            story.ends(failed(Reason.INTERRUPTED, 1, null)).settle();
        }

        assertThat(story.newestJob()).endsWith("-6");
    }

    @Test
    void aRunWhoseJobAndPodsVanishedIsLostAndTheNextOneStarts() {
        story.settle();
        story.forget(story.newestJob());

        story.settle();

        assertThat(story.newestJob()).endsWith("-2");
        assertThat(newest().previous().reason()).isEqualTo(Reason.LOST);
    }

    @Test
    void threeLostInARowNeedAPerson() {
        story.settle();
        for (int lost = 0; lost < 2; lost++) {
            story.pod(PlayedPods.ended("OOMKilled", 137, null, story.clock.instant()))
                    .jobEnds("Failed", null);
            story.settle();
        }
        story.pod(PlayedPods.ended("OOMKilled", 137, null, story.clock.instant()))
                .jobEnds("Failed", null);

        assertThat(story.settle()).isInstanceOfSatisfying(Decision.Blocked.class, blocked -> {
            assertThat(blocked.reason()).isEqualTo(Reason.LOST);
            assertThat(blocked.explanation()).contains("OOMKilled");
        });
    }

    @Test
    void noSecondRunStartsWhileAPodOfTheFirstMayStillWork() {
        story.settle();
        story.pod(PlayedPods.running());
        story.jobs.clear();

        assertThat(story.settle()).isInstanceOf(Decision.Working.class);
        assertThat(story.jobs).isEmpty();
    }

    @Test
    void theResultOfARunWhoseJobWasDeletedIsNotLost() {
        story.settle();
        story.pod(PlayedPods.ended("Completed", 0, Results.json(APPLIED), story.clock.instant()));
        story.jobs.clear();

        assertThat(story.settle()).isInstanceOf(Decision.Done.class);
    }

    @Test
    void whenJobAndPodsArePrunedTheStatusStillSaysWhatWasApplied() {
        appliedOnce().forget(story.newestJob());

        assertThat(story.settle()).isInstanceOf(Decision.Done.class);
    }

    @Test
    void aRunThatNeverStartedIsTakenBackWhenItsImageNameIsCorrected() {
        story.edit("{bundle: {configMap: null, image: {reference: 'registry/bundel:1'}}}")
                .settle();
        story.pod(PlayedPods.waiting("bundle", "ImagePullBackOff", "not found"));
        story.settle();
        story.edit("{bundle: {image: {reference: 'registry/bundle:1'}}}");

        assertThat(story.pass()).isInstanceOf(Decision.Withdraw.class);
        story.settle();
        assertThat(story.newestJob()).endsWith("-2");
        assertThat(newest().previous()).isNull();
        assertThat(newest().attempt()).isEqualTo(1);
    }

    @Test
    void aRunThatStartedIsNeverTakenBack() {
        story.settle();
        story.pod(PlayedPods.running());
        story.edit("{target: 20240101_a}");

        assertThat(story.settle()).isInstanceOf(Decision.Working.class);
    }

    /** Its pod says so up to a second after its runner has begun. */
    @Test
    void norIsOneThatNothingKeepsFromStarting() {
        story.settle();
        story.edit("{suspend: true}");

        assertThat(story.settle()).isInstanceOf(Decision.Working.class);
    }

    @Test
    void aRunThatNeverStartedUntilTheDeadlineNeedsAPerson() {
        story.settle();
        story.pod(PlayedPods.unscheduled("persistentvolumeclaim \"backups\" not found"));
        story.pods.getLast().getStatus().setPhase("Failed");
        story.jobEnds("Failed", "DeadlineExceeded");

        assertThat(story.settle()).isInstanceOfSatisfying(Decision.Blocked.class, blocked -> {
            assertThat(blocked.reason()).isEqualTo(Reason.RUNNER_NOT_STARTED);
            assertThat(blocked.explanation()).contains("backups");
        });
    }

    @Test
    void aSuspendedResourceStartsNothingButLetsARunEnd() {
        story.edit("{suspend: true}");
        assertThat(story.settle()).isInstanceOf(Decision.Suspended.class);
        assertThat(story.jobs).isEmpty();

        story.edit("{suspend: false}").settle();
        story.pod(PlayedPods.running()).edit("{suspend: true}");
        assertThat(story.settle()).isInstanceOf(Decision.Working.class);
    }

    @Test
    void suspendingAndResumingStartsNothingWhereAllIsApplied() {
        appliedOnce().edit("{suspend: true}").settle();
        story.edit("{suspend: false}");

        assertThat(story.settle()).isInstanceOf(Decision.Done.class);
        assertThat(story.jobs).hasSize(1);
    }

    @Test
    void retriesWaitWhileSuspended() {
        failedOnce(Reason.DATABASE_UNREACHABLE).edit("{suspend: true}").later(Duration.ofHours(1));

        assertThat(story.settle()).isInstanceOf(Decision.Suspended.class);
    }

    @Test
    void aMissingConfigMapIsWaitedFor() {
        story.withoutBundle();

        assertThat(story.settle())
                .isInstanceOfSatisfying(
                        Decision.Wait.class, wait -> assertThat(wait.reason()).isEqualTo(Reason.BUNDLE_NOT_FOUND));
        story.bundle("20240101_a.sql", "create table a()").settle();
        assertThat(story.jobs).hasSize(1);
    }

    @Test
    void aPinnedBundleIsWaitedForWithoutARun() {
        story.edit("{bundle: {digest: 'sha256:" + "f".repeat(64) + "'}}");

        assertThat(story.settle())
                .isInstanceOfSatisfying(
                        Decision.Wait.class, wait -> assertThat(wait.reason()).isEqualTo(Reason.BUNDLE_INCOMPLETE));
        assertThat(story.jobs).isEmpty();
    }

    @Test
    void aConfigMapWithoutAnyScriptIsNoBundle() {
        story.bundle("README.md", "hello");

        assertThat(story.settle())
                .isInstanceOfSatisfying(
                        Decision.Blocked.class,
                        blocked -> assertThat(blocked.reason()).isEqualTo(Reason.BUNDLE_INVALID));
        assertThat(story.jobs).isEmpty();
    }

    @Test
    void deletionWaitsForTheRunAndStartsNoOther() {
        story.settle();
        story.pod(PlayedPods.running());
        delete();
        assertThat(story.settle()).isInstanceOf(Decision.Working.class);

        story.ends(failed(Reason.DATABASE_UNREACHABLE)).later(Duration.ofHours(1));

        assertThat(story.settle()).isInstanceOf(Decision.Leave.class);
        assertThat(story.chores.release()).hasSize(1);
        assertThat(story.chores.unlock()).isTrue();
        assertThat(story.status().lastRun().reason()).isEqualTo("DatabaseUnreachable");
    }

    @Test
    void deletionTakesBackARunThatCannotStart() {
        story.settle();
        story.pod(PlayedPods.unscheduled("0/3 nodes are available"));
        delete();

        assertThat(story.pass()).isInstanceOf(Decision.Withdraw.class);
        assertThat(story.settle()).isInstanceOf(Decision.Leave.class);
    }

    private void delete() {
        var status = story.status();
        story.migration = Migrations.edited(story.migration, "{}");
        story.migration.setStatus(status);
        story.migration.getMetadata().setDeletionTimestamp(story.clock.instant().toString());
        story.migration.getMetadata().setFinalizers(java.util.List.of("dbmigration.io/run-under-way"));
    }

    @Test
    void theYoungerOfTwoResourcesForOneDatabaseRunsNothingMore() {
        appliedOnce();
        var older = Migrations.basefly();
        older.getMetadata().setName("first");
        older.getMetadata().setUid("0");
        older.setStatus(story.status());
        older.getMetadata().setCreationTimestamp("2025-01-01T00:00:00Z");
        story.others.add(older);
        story.bundle("20240102_b.sql", "create table b()");

        assertThat(story.settle()).isInstanceOfSatisfying(Decision.Blocked.class, blocked -> {
            assertThat(blocked.reason()).isEqualTo(Reason.DUPLICATE_TARGET);
            assertThat(blocked.explanation()).contains("shop/first");
        });
        assertThat(story.jobs).hasSize(1);

        story.others.clear();
        story.settle();
        assertThat(story.jobs).hasSize(2);
    }

    @Test
    void aResourceThatNamesAnotherDatabaseNowIsNoDuplicateAnyMore() {
        appliedOnce();
        var older = Migrations.basefly();
        older.getMetadata().setUid("0");
        older.setStatus(story.status());
        older.getMetadata().setCreationTimestamp("2025-01-01T00:00:00Z");
        story.others.add(older);
        assertThat(story.settle()).isInstanceOf(Decision.Blocked.class);

        story.edit("{database: {urlFrom: {secretKeyRef: {name: mine, key: DATABASE_URL}}}}")
                .settle();

        assertThat(story.jobs).hasSize(2);
    }

    @Test
    void resultsOfAnOlderBundleAreToldBeforeTheNextRunBegins() {
        story.settle();
        story.pod(PlayedPods.running())
                .bundle("20240102_b.sql", "create table b()")
                .settle();
        story.ends(failed(Reason.MIGRATION_FAILED));

        assertThat(story.pass()).isInstanceOf(Decision.Working.class);
        assertThat(story.status().lastRun().reason()).isEqualTo("MigrationFailed");
        assertThat(story.status().phase()).isEqualTo("Pending");
        assertThat(story.pass()).isInstanceOf(Decision.Start.class);
    }

    @Test
    void finishedJobsBeyondTheHistoryLimitArePrunedAndNeverTheNewest() {
        appliedOnce().edit("{job: {historyLimit: 2}}");
        for (int run = 2; run <= 4; run++) {
            story.retry("retry-" + run).settle();
            story.ends(upToDate()).settle();
        }

        story.settle();

        assertThat(story.chores.prune())
                .extracting(job -> job.getMetadata().getName())
                .containsExactlyInAnyOrder("basefly-0a1b2c-1", "basefly-0a1b2c-2");
    }

    @Test
    void anUnscheduledPodThatIsDeletedIsLetGo() {
        story.settle();
        story.pods
                .getLast()
                .getMetadata()
                .setDeletionTimestamp(story.clock.instant().toString());
        story.jobs.clear();

        story.settle();

        assertThat(story.chores.release()).hasSize(1);
    }
}
