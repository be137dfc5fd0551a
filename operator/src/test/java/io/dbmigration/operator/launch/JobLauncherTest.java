package io.dbmigration.operator.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbmigration.api.DatabaseMigration;
import io.dbmigration.contract.Reason;
import io.dbmigration.operator.bundle.BundleSource;
import io.dbmigration.operator.observe.LiveRuns;
import io.dbmigration.operator.observe.ObservedRun;
import io.dbmigration.operator.outcome.Outcome;
import io.dbmigration.operator.plan.Decision;
import io.dbmigration.operator.run.JobFactory;
import io.dbmigration.operator.run.RunFacts;
import io.dbmigration.operator.run.RunPlan;
import io.dbmigration.operator.run.RunnerSettings;
import io.dbmigration.operator.run.Wish;
import io.dbmigration.operator.testing.Migrations;
import io.dbmigration.operator.testing.MovableClock;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.mockwebserver.dsl.TimesOnceableOrHttpHeaderable;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is asked of the API server, and what its refusals mean. */
@EnableKubernetesMockClient
class JobLauncherTest {

    private static final String BASEFLY = "/apis/dbmigration.io/v1beta1/namespaces/shop/databasemigrations/basefly";
    private static final String JOBS = "/apis/batch/v1/namespaces/shop/jobs";
    private static final String OF_BASEFLY = "?labelSelector=dbmigration.io%2Fuid%3D" + Migrations.UID;

    private final DatabaseMigration basefly = Migrations.basefly();
    private final JobFactory factory = new JobFactory(new RunnerSettings("runner:1", null, null, 0440, "cluster"));
    KubernetesMockServer server;
    KubernetesClient client;
    private JobLauncher launcher;

    @BeforeEach
    void prepare() {
        basefly.getMetadata().setFinalizers(List.of("dbmigration.io/run-under-way"));
        server.expect()
                .get()
                .withPath(BASEFLY)
                .andReply(200, request -> Serialization.asJson(basefly))
                .always();
        nothingUnderWay();
        launcher = launcher(new RunQueue(20, Set::of));
    }

    private JobLauncher launcher(RunQueue queue) {
        return new JobLauncher(
                client, factory, new LiveRuns(client), new Finalizers(client), queue, new MovableClock());
    }

    private void nothingUnderWay() {
        server.expect()
                .get()
                .withPath("/api/v1/namespaces/shop/pods" + OF_BASEFLY)
                .andReturn(200, "{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"items\":[]}")
                .always();
    }

    private TimesOnceableOrHttpHeaderable<Void> answerToPatch(int code) {
        return server.expect()
                .patch()
                .withPath(BASEFLY)
                .andReply(code, request -> code == 200 ? Serialization.asJson(basefly) : "");
    }

    private void present(Job... jobs) {
        server.expect()
                .get()
                .withPath(JOBS + OF_BASEFLY)
                .andReturn(
                        200,
                        new io.fabric8.kubernetes.api.model.batch.v1.JobListBuilder()
                                .withItems(jobs)
                                .build())
                .always();
    }

    private RunPlan plan(int number) {
        var source = new BundleSource.Found("sha256:a", null, List.of("a.sql"), true);
        return new RunPlan(basefly, source, Wish.of(basefly, source), number, 1, null, null, List.of(), false);
    }

    private Decision start(int number) {
        return launcher.carryOut(new Decision.Start(plan(number)));
    }

    private void answerToCreate(int code, String message) {
        server.expect()
                .post()
                .withPath(JOBS)
                .andReturn(
                        code,
                        new StatusBuilder().withCode(code).withMessage(message).build())
                .always();
    }

    private long creations() {
        var posts = 0;
        for (int left = server.getRequestCount(); left > 0; left--) {
            try {
                posts += "POST".equals(server.takeRequest().getMethod()) ? 1 : 0;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return posts;
    }

    @Test
    void aTakenNameMeansLookAgainNeverSuccess() {
        present();
        answerToCreate(409, "already exists");
        server.expect()
                .get()
                .withPath(JOBS + "/basefly-0a1b2c-1")
                .andReturn(200, factory.jobOf(plan(1)))
                .always();

        assertThat(start(1)).isEqualTo(new Decision.LookAgain());
    }

    @Test
    void aNameTakenByAnotherResourceIsNotWaitedFor() {
        var stranger = new JobBuilder(factory.jobOf(plan(1)))
                .editMetadata()
                .addToLabels("dbmigration.io/uid", "0a1b2c-another")
                .endMetadata()
                .build();
        present();
        server.expect()
                .post()
                .withPath(JOBS)
                .andReturn(409, new StatusBuilder().withCode(409).build())
                .once();
        server.expect()
                .post()
                .withPath(JOBS)
                .andReturn(201, factory.jobOf(plan(2)))
                .once();
        server.expect()
                .get()
                .withPath(JOBS + "/basefly-0a1b2c-1")
                .andReturn(200, stranger)
                .always();

        assertThat(start(1))
                .isInstanceOfSatisfying(
                        Decision.Working.class,
                        working -> assertThat(working.run().facts().number()).isEqualTo(2));
    }

    @Test
    void aCacheThatIsBehindStartsNoSecondRun() {
        present(factory.jobOf(plan(1)));

        assertThat(start(1)).isEqualTo(new Decision.LookAgain());
        assertThat(start(2)).isEqualTo(new Decision.LookAgain());
        assertThat(creations()).isZero();
    }

    @Test
    void aFullQuotaIsTriedAgainAndSaid() {
        present();
        answerToCreate(403, "exceeded quota: jobs");

        assertThat(start(1)).isInstanceOfSatisfying(Decision.Wait.class, wait -> {
            assertThat(wait.reason()).isEqualTo(Reason.RUNNER_NOT_STARTED);
            assertThat(wait.explanation()).contains("exceeded quota: jobs");
        });
    }

    @Test
    void anErrorOfTheServerIsLeftToTheRetryOfThePass() {
        client.getConfiguration().setRequestRetryBackoffLimit(0);
        present();
        answerToCreate(500, "etcd is away");

        assertThatThrownBy(() -> start(1)).isInstanceOf(KubernetesClientException.class);
    }

    @Test
    void aPlaceInTheQueueIsGivenBackWhateverFailsBeforeTheJobIsThere() {
        client.getConfiguration().setRequestRetryBackoffLimit(0);
        basefly.getMetadata().setFinalizers(List.of());
        launcher = launcher(new RunQueue(1, Set::of));
        present();
        answerToPatch(500).once();
        answerToPatch(200).always();
        server.expect()
                .post()
                .withPath(JOBS)
                .andReturn(201, factory.jobOf(plan(1)))
                .always();

        assertThatThrownBy(() -> start(1)).isInstanceOf(KubernetesClientException.class);

        assertThat(start(1)).isInstanceOf(Decision.Working.class);
    }

    @Test
    void aResourceThatIsGoneBetweenTwoAnswersStartsNothing() {
        basefly.getMetadata().setFinalizers(List.of());
        server.clearExpectations();
        nothingUnderWay();
        present();
        server.expect()
                .get()
                .withPath(BASEFLY)
                .andReply(200, request -> Serialization.asJson(basefly))
                .once();
        server.expect()
                .get()
                .withPath(BASEFLY)
                .andReturn(404, new StatusBuilder().withCode(404).build())
                .always();
        answerToPatch(404).always();

        assertThat(start(1)).isEqualTo(new Decision.LookAgain());
        assertThat(creations()).isZero();
    }

    @Test
    void aJobThatChangedSinceItWasSeenIsNotCalledWithdrawn() {
        var job = factory.jobOf(plan(1));
        job.getMetadata().setResourceVersion("100");
        server.expect()
                .delete()
                .withPath(JOBS + "/basefly-0a1b2c-1")
                .andReturn(409, new StatusBuilder().withCode(409).build())
                .always();
        var facts = RunFacts.of("basefly-0a1b2c-1", job.getMetadata());

        var answer = launcher.carryOut(
                new Decision.Withdraw(new ObservedRun(facts, job, List.of(), new Outcome.NotStarted(null))));

        assertThat(answer).isEqualTo(new Decision.LookAgain());
    }

    @Test
    void aResourceThatIsBeingDeletedStartsNothing() {
        basefly.getMetadata().setDeletionTimestamp("2026-02-01T12:00:00Z");
        present();

        assertThat(start(1)).isEqualTo(new Decision.LookAgain());
        assertThat(creations()).isZero();
    }
}
