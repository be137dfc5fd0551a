package io.dbmigration.operator.status;

import static io.dbmigration.operator.testing.Results.applied;
import static io.dbmigration.operator.testing.Results.failed;
import static io.dbmigration.operator.testing.Results.upToDate;
import static org.assertj.core.api.Assertions.assertThat;

import io.dbmigration.contract.Failure;
import io.dbmigration.contract.Phase;
import io.dbmigration.contract.Reason;
import io.dbmigration.contract.ReportLine.MigrationState;
import io.dbmigration.contract.ReportLine.Progress;
import io.dbmigration.contract.RunResult;
import io.dbmigration.contract.RunResult.Notice;
import io.dbmigration.operator.outcome.RunReport;
import io.dbmigration.operator.testing.PlayedPods;
import io.dbmigration.operator.testing.Story;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the status says at each point of a story. */
class StatusFactoryTest {

    private static final String DIGEST = "sha256:" + "1".repeat(64);
    private static final RunResult APPLIED = applied(DIGEST, "20240101_a");

    private final Story story = new Story();

    private Map<String, Condition> conditions() {
        return story.status().conditions().stream().collect(Collectors.toMap(Condition::getType, Function.identity()));
    }

    private Condition ready() {
        return conditions().get("Ready");
    }

    private Story applies() {
        story.settle();
        story.ends(APPLIED).settle();
        return story;
    }

    @Test
    void reconcilingIsSetInTheVeryWriteThatAcceptsAChange() {
        story.pass();

        assertThat(conditions()).containsOnlyKeys("Ready", "Reconciling");
        assertThat(ready().getStatus()).isEqualTo("False");
        assertThat(ready().getObservedGeneration()).isEqualTo(1);
        assertThat(story.status().observedGeneration()).isEqualTo(1);
        assertThat(story.status().phase()).isEqualTo("Running");
    }

    @Test
    void appliedIsReadyAtTheBundleOfTheResult() {
        applies();

        assertThat(story.status().phase()).isEqualTo("Applied");
        assertThat(conditions()).containsOnlyKeys("Ready", "BackupReady");
        assertThat(ready().getStatus()).isEqualTo("True");
        assertThat(ready().getReason()).isEqualTo("Applied");
        assertThat(story.status().bundle().digest()).isEqualTo(DIGEST);
        assertThat(story.status().headMigration()).isEqualTo("20240101_a");
        assertThat(story.status().counts().pending()).isZero();
        assertThat(story.status().backup().name()).isEqualTo(story.newestJob());
        assertThat(story.status().backup().location()).isEqualTo("backups/cluster/shop/basefly/run");
        assertThat(story.status().lastRun().outcome()).isEqualTo("Succeeded");
    }

    @Test
    void aFurtherPassChangesNothing() {
        applies();
        var before = story.status();

        story.later(Duration.ofHours(5)).settle();

        assertThat(story.status()).isEqualTo(before);
    }

    @Test
    void anEditOfTheConfigMapMakesReadyGoAwayAndTheOldHeadStays() {
        applies().bundle("20240102_b.sql", "create table b()").pass();

        assertThat(ready().getStatus()).isEqualTo("False");
        assertThat(story.status().headMigration()).isEqualTo("20240101_a");
    }

    @Test
    void whereNothingIsAppliedAnyMoreThereIsNoHead() {
        applies().retry("again").settle();

        story.ends(failed(Reason.HELD_AFTER_ROLLBACK)).settle();

        assertThat(story.status().counts().applied()).isZero();
        assertThat(story.status().headMigration()).isNull();
    }

    @Test
    void anEditThatChangesNothingKeepsReadyAtTheNewGeneration() {
        applies().edit("{timeout: 2h}").settle();

        assertThat(ready().getStatus()).isEqualTo("True");
        assertThat(ready().getObservedGeneration()).isEqualTo(2);
    }

    @Test
    void transitionTimesMoveOnlyWhenAStatusChanges() {
        story.settle();
        var begin = ready().getLastTransitionTime();
        story.later(Duration.ofMinutes(1)).pod(PlayedPods.running()).settle();
        assertThat(ready().getLastTransitionTime()).isEqualTo(begin);

        story.later(Duration.ofMinutes(1)).ends(APPLIED).settle();
        assertThat(ready().getLastTransitionTime()).isNotEqualTo(begin);
    }

    static Stream<Reason> failures() {
        return Stream.of(Reason.values())
                .filter(reason -> reason.phase() == Phase.FAILED || reason.phase() == Phase.PENDING)
                .filter(reason -> reason.retry().kind() != io.dbmigration.contract.Retry.Kind.AT_ONCE_THEN_FAILED);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void stalledExactlyWhenFailedAndReconcilingExactlyWhenPending(Reason reason) {
        story.settle();
        story.ends(failed(reason)).settle();

        var failed = story.status().phase().equals("Failed");
        assertThat(conditions().containsKey("Stalled")).isEqualTo(failed);
        assertThat(conditions().containsKey("Reconciling")).isEqualTo(!failed);
        assertThat(ready().getStatus()).isEqualTo("False");
        assertThat(ready().getReason()).isEqualTo(reason.text());
        assertThat(ready().getMessage()).contains("It failed.").endsWith(reason.advice());
    }

    @ParameterizedTest
    @EnumSource(names = {"BACKUP_FAILED", "STORAGE_UNAVAILABLE", "BACKUP_TOOL_MISSING"})
    void aFailedBackupIsNotReady(Reason reason) {
        story.settle();
        story.ends(failed(reason)).settle();

        assertThat(conditions().get("BackupReady").getStatus()).isEqualTo("False");
    }

    @Test
    void aRunThatFoundNothingPendingKeepsTheLastBackup() {
        applies().retry("again").settle();
        story.ends(upToDate()).settle();

        assertThat(conditions().get("BackupReady").getStatus()).isEqualTo("True");
        assertThat(story.status().backup().size()).isEqualTo(4096);
    }

    @Test
    void theWishForNoBackupShowsWithItsReason() {
        story.edit("{backup: {mode: Never, reason: scratch data, storage: null}}")
                .settle();

        assertThat(story.status().backup().mode()).isEqualTo("Never");
        assertThat(story.status().backup().reason()).isEqualTo("scratch data");
        assertThat(conditions()).doesNotContainKey("BackupReady");
    }

    @Test
    void theFailureIsShownWithStatementAndLineUntilItIsMended() {
        var failure = new Failure("20240101_a", 2, 7, "42601", "P3018", "syntax error", null, null, null, null);
        story.settle();
        story.ends(failed(Reason.MIGRATION_FAILED, 0, failure)).settle();
        assertThat(story.status().failure()).isEqualTo(failure);

        story.bundle("20240101_a.sql", "fixed").settle();
        story.ends(APPLIED).settle();
        assertThat(story.status().failure()).isNull();
    }

    @Test
    void whyAPodDoesNotStartIsSaidInItsOwnWordsWhileKubernetesTries() {
        story.settle();
        story.pod(PlayedPods.waiting("runner", "ErrImagePull", "manifest unknown"))
                .settle();

        assertThat(story.status().phase()).isEqualTo("Pending");
        assertThat(ready().getReason()).isEqualTo("RunnerNotStarted");
        assertThat(ready().getMessage()).startsWith("ErrImagePull: manifest unknown.");
    }

    @Test
    void progressShowsWhileTheRunWorksAndGoesAwayAfterwards() {
        story.settle();
        story.report = new RunReport(new Progress(Reason.APPLYING, "20240101_a", 1, 3, 2, 9, null), null, null, null);
        story.pod(PlayedPods.running()).settle();
        assertThat(ready().getReason()).isEqualTo("Applying");
        assertThat(ready().getMessage()).isEqualTo("Applying 20240101_a, 1 of 3.");
        assertThat(story.status().progress().statementIndex()).isEqualTo(2);

        story.ends(APPLIED).settle();
        assertThat(story.status().progress()).isNull();
    }

    @Test
    void aLogThatIsSilentForAMomentDoesNotTakeProgressAway() {
        story.settle();
        story.report = new RunReport(new Progress(Reason.APPLYING, "20240101_a", 1, 3, 2, 9, null), null, null, null);
        story.pod(PlayedPods.running()).settle();
        story.report = RunReport.NOTHING;

        story.settle();

        assertThat(story.status().progress().migration()).isEqualTo("20240101_a");
    }

    @Test
    void theNewest50MigrationsOfTheLogAreListedAndMalformedTimesDropped() {
        story.settle();
        story.report = new RunReport(
                null,
                IntStream.range(0, 60)
                        .mapToObj(
                                i -> new MigrationState("m" + i, "Applied", "never", "2026-01-01T00:00:00Z", "1s", "c"))
                        .toList(),
                null,
                null);
        story.ends(APPLIED).settle();

        assertThat(story.status().migrations()).hasSize(50);
        assertThat(story.status().migrations().getFirst().name()).isEqualTo("m10");
        assertThat(story.status().migrations().getFirst().startedAt()).isNull();
    }

    @Test
    void suspendedIsNeitherReconcilingNorStalledAndStaysReadyWhereAllIsApplied() {
        applies().edit("{suspend: true}").settle();

        assertThat(story.status().phase()).isEqualTo("Suspended");
        assertThat(conditions()).containsOnlyKeys("Ready", "BackupReady", "Suspended");
        assertThat(ready().getStatus()).isEqualTo("True");
    }

    @Test
    void suspendedWithAnotherBundleIsNotReady() {
        applies()
                .edit("{suspend: true}")
                .bundle("20240102_b.sql", "create table b()")
                .settle();

        assertThat(ready().getStatus()).isEqualTo("False");
        assertThat(ready().getReason()).isEqualTo("Suspended");
    }

    @Test
    void aResultOfAnotherWishFillsLastRunFailureAndDatabaseOnly() {
        applies();
        story.bundle("20240102_b.sql", "create table b()").settle();
        story.pod(PlayedPods.running())
                .bundle("20240103_c.sql", "create table c()")
                .settle();
        var failure = new Failure("20240102_b", 1, 1, "42P07", "P3018", "exists", null, null, null, null);
        story.ends(failed(Reason.MIGRATION_FAILED, 0, failure)).pass();

        assertThat(story.status().lastRun().reason()).isEqualTo("MigrationFailed");
        assertThat(story.status().failure()).isEqualTo(failure);
        assertThat(story.status().headMigration()).isEqualTo("20240101_a");
        assertThat(story.status().phase()).isEqualTo("Pending");
    }

    @Test
    void eachTransitionIsOneEventAndSoIsEachNotice() {
        story.settle();
        story.ends(upToDate(new Notice("Edited", "20240101_a was edited"))).pass();

        assertThat(Announcements.of(story.seen, story.status()))
                .extracting(Announcements.Announcement::reason)
                .containsExactly("UpToDate", "Edited");
        story.pass();
        assertThat(Announcements.of(story.seen, story.status())).isEmpty();
    }

    @Test
    void aRepeatedFailureIsNoNewEvent() {
        story.settle();
        story.ends(failed(Reason.DATABASE_UNREACHABLE)).pass();
        assertThat(Announcements.of(story.seen, story.status())).hasSize(1);

        story.later(Duration.ofMinutes(1)).pass();
        assertThat(Announcements.of(story.seen, story.status())).isEmpty();
        story.ends(failed(Reason.DATABASE_UNREACHABLE)).pass();
        assertThat(Announcements.of(story.seen, story.status())).isEmpty();
    }

    @Test
    void aReceiptIsMadeOnceAndBelongsToNobody() {
        story.settle();
        story.ends(APPLIED).pass();

        var receipt = Receipts.newReceipts(story.seen).getFirst();
        assertThat(receipt.getMetadata().getName()).isEqualTo(story.newestJob());
        assertThat(receipt.getMetadata().getOwnerReferences()).isEmpty();
        assertThat(receipt.getSpec().fromRun().storage().persistentVolumeClaim().claimName())
                .isEqualTo("backups");
        assertThat(receipt.getStatus().sha256()).hasSize(64);
        story.pass();
        assertThat(Receipts.newReceipts(story.seen)).isEmpty();
    }

    @Test
    void textsTooLongForTheSchemaAreCutAndNeverInsideACharacter() {
        assertThat(Texts.cut("a".repeat(20_000))).hasSize(8192).endsWith("…");
        assertThat(Texts.cut("ab😀cd", 4)).isEqualTo("ab…");
        assertThat(List.of(Texts.cut("short"), Texts.cut(null))).containsExactly("short", "");
    }
}
