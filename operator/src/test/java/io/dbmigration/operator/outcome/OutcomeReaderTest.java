package io.dbmigration.operator.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmigration.contract.Reason;
import io.dbmigration.operator.testing.PlayedPods;
import io.dbmigration.operator.testing.Results;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What Job and pod amount to. */
class OutcomeReaderTest {

    private static final Instant ENDED = Instant.parse("2026-02-01T12:00:00Z");
    private static final Job OPEN =
            new JobBuilder().withNewMetadata().endMetadata().build();
    private static final String RESULT = Results.json(Results.failed(Reason.SYNTAX_ERROR));

    private static Job failed(String reason) {
        return new JobBuilder(OPEN)
                .withNewStatus()
                .addNewCondition()
                .withType("Failed")
                .withStatus("True")
                .withReason(reason)
                .withLastTransitionTime(ENDED.toString())
                .endCondition()
                .endStatus()
                .build();
    }

    private static Pod pod(PodStatus status) {
        return new PodBuilder()
                .withNewMetadata()
                .endMetadata()
                .withStatus(status)
                .build();
    }

    private static Outcome read(Job job, PodStatus... pods) {
        return OutcomeReader.read(
                job, List.of(pods).stream().map(OutcomeReaderTest::pod).toList(), null);
    }

    @Test
    void theRunnersWordComesFirstWhateverTheJobSays() {
        var word = PlayedPods.ended("Error", 1, RESULT, ENDED);

        assertThat(List.of(read(OPEN, word), read(failed("DeadlineExceeded"), word), read(null, word)))
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOfSatisfying(Outcome.Ended.class, ended -> {
                    assertThat(ended.reason()).isEqualTo(Reason.SYNTAX_ERROR);
                    assertThat(ended.finishedAt()).isEqualTo(ENDED);
                }));
    }

    @Test
    void aKilledRunnerIsLostAndTheReasonSaid() {
        assertLost(
                read(failed("BackoffLimitExceeded"), PlayedPods.ended("OOMKilled", 137, null, ENDED)),
                "(OOMKilled, exit status 137). Its memory did not suffice: raise spec.job.resources.limits.memory.");
    }

    @Test
    void theLastLinesOfACrashAreNoResult() {
        var crash = "{\"dbm\":\"progress\",\"progress\":{\"reason\":\"Applying\"}}\n# A fatal error";

        assertLost(read(OPEN, PlayedPods.ended("Error", 134, crash, ENDED)), "exit status 134");
        assertLost(read(OPEN, PlayedPods.ended("Error", 134, "{\"dbm\":\"progress\"}", ENDED)), "exit status 134");
    }

    @Test
    void anEvictedPodIsLostInItsOwnWords() {
        var evicted = PlayedPods.running();
        evicted.setPhase("Failed");
        evicted.setContainerStatuses(List.of());
        evicted.setReason("Evicted");
        evicted.setMessage("The node was low on resource: memory.");

        assertLost(read(failed("BackoffLimitExceeded"), evicted), "low on resource: memory");
    }

    @Test
    void whenJobAndPodsAreGoneItIsLost() {
        assertLost(read(null), "gone");
    }

    private static void assertLost(Outcome outcome, String why) {
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Broken.class, broken -> {
            assertThat(broken.reason()).isEqualTo(Reason.LOST);
            assertThat(broken.message()).contains(why);
        });
    }

    @Test
    void aPodThatCannotBeScheduledOrPullItsImageSaysWhy() {
        assertThat(read(OPEN, PlayedPods.unscheduled("persistentvolumeclaim \"backups\" not found")))
                .isEqualTo(new Outcome.NotStarted(
                        new Trouble("Unschedulable", "persistentvolumeclaim \"backups\" not found")));
        assertThat(read(OPEN, PlayedPods.waiting("runner", "ImagePullBackOff", "Back-off")))
                .isEqualTo(new Outcome.NotStarted(new Trouble("ImagePullBackOff", "Back-off")));
    }

    @Test
    void beingCreatedIsNoTrouble() {
        assertThat(read(OPEN, PlayedPods.waiting("runner", "ContainerCreating", null)))
                .isEqualTo(new Outcome.NotStarted(null));
        assertThat(read(OPEN)).isEqualTo(new Outcome.NotStarted(null));
    }

    @Test
    void anOpenJobWithAStartedRunnerWorks() {
        assertThat(read(OPEN, PlayedPods.running())).isEqualTo(new Outcome.Running());
    }

    @Test
    void aPodWithoutItsJobMayStillWork() {
        assertThat(read(null, PlayedPods.running())).isEqualTo(new Outcome.Running());
    }

    @Test
    void aDeadlineBeforeTheStartIsNotStartedAndOneInTheMiddleExceeded() {
        var never = PlayedPods.unscheduled("no node");
        never.setPhase("Failed");

        assertThat(read(failed("DeadlineExceeded"), never))
                .isInstanceOfSatisfying(
                        Outcome.Broken.class,
                        broken -> assertThat(broken.reason()).isEqualTo(Reason.RUNNER_NOT_STARTED));
        assertThat(read(failed("DeadlineExceeded"), PlayedPods.ended("Error", 137, null, ENDED)))
                .isInstanceOfSatisfying(
                        Outcome.Broken.class,
                        broken -> assertThat(broken.reason()).isEqualTo(Reason.DEADLINE_EXCEEDED));
    }

    @Test
    void aBundleThatCannotBeCopiedOutOfItsImageIsInvalid() {
        var copied = PlayedPods.ended("Error", 1, "cp: can't open 'x': Permission denied", ENDED);
        copied.setInitContainerStatuses(copied.getContainerStatuses());
        copied.getInitContainerStatuses().getFirst().setName("bundle");
        copied.setContainerStatuses(List.of());

        assertThat(read(failed("BackoffLimitExceeded"), copied))
                .isInstanceOfSatisfying(Outcome.Broken.class, broken -> {
                    assertThat(broken.reason()).isEqualTo(Reason.BUNDLE_INVALID);
                    assertThat(broken.message()).contains("Permission denied");
                });
    }

    @Test
    void aResultOfALaterVersionIsReadAsFarAsItGoes() {
        var later =
                "{\"outcome\":\"Failed\",\"reason\":\"SomethingNew\",\"message\":\"m\",\"kind\":\"Restore\",\"more\":{}}";

        assertThat(read(OPEN, PlayedPods.ended("Error", 1, later, ENDED)))
                .isInstanceOfSatisfying(Outcome.Ended.class, ended -> {
                    assertThat(ended.reason()).isEqualTo(Reason.RUNNER_FAILED);
                    assertThat(ended.result().notices()).isEmpty();
                });
    }
}
